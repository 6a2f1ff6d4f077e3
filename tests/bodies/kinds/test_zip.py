import zipfile
from io import BytesIO

from tests.bodies.viewing import fed, shown
from workbench.bodies.kinds.zip import KIND


def archive() -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        made.writestr(zipfile.ZipInfo("dir/", (2026, 1, 2, 3, 4, 5)), "")
        made.writestr(zipfile.ZipInfo("dir/a\x1b.txt", (2026, 1, 2, 3, 4, 5)), "text")
    return file.getvalue()


def test_files_are_listed_and_not_unpacked() -> None:
    assert shown(archive()) == [
        "2 files, 4 bytes unpacked",
        "             0  2026-01-02 03:04  dir/",
        "             4  2026-01-02 03:04  dir/a␛.txt",
    ]


def test_a_cut_archive_is_shown_as_bytes() -> None:
    data = archive()

    assert not fed(data[:-30], KIND).ok
    assert not fed(data[:20] + data[-40:], KIND).ok
