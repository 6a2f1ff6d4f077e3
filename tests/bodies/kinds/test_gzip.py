import gzip
from io import BytesIO

from tests.bodies.test_tar_files import archive
from tests.bodies.viewing import fed, shown
from workbench.bodies.kinds.gzip import KIND


def packed(data: bytes, name: str = "") -> bytes:
    file = BytesIO()
    with gzip.GzipFile(name, "wb", fileobj=file, mtime=1_700_000_000) as made:
        made.write(data)
    return file.getvalue()


def test_the_head_and_the_text_inside_are_shown() -> None:
    data = packed(b"one\n\ntwo", "a.log")

    assert shown(data) == [
        "file         gzip",
        f"bytes        {len(data)}",
        "name inside  a.log",
        "packed       2023-11-14 22:13:20 UTC",
        "unpacked     8 bytes, as its end says",
        "",
        "one",
        "",
        "two",
    ]


def test_bytes_inside_are_not_shown_as_text() -> None:
    assert shown(packed(bytes(range(256))))[-1] == "what is in it is not a text"


def test_only_the_start_of_a_bomb_is_unpacked() -> None:
    rows = shown(packed(b"x" * 50_000_000))

    assert rows[-1] == "… only its start is unpacked"
    assert sum(map(len, rows)) < 300_000


def test_a_broken_file_is_refused() -> None:
    assert not fed(b"\x1f\x8b\x08\x00" + b"\xff" * 40, KIND).ok


def test_files_of_an_archive_are_listed() -> None:
    assert shown(packed(archive()))[-1].endswith("link → ../../etc/passwd")
