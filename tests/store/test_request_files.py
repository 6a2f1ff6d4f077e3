import os
from collections.abc import Callable
from pathlib import Path

import pytest

from workbench.errors import WorkbenchError
from workbench.model import RequestSpec
from workbench.store.files import content_hash, stamp_of
from workbench.store.request_files import RequestFiles
from workbench.store.tree import Tree


@pytest.fixture
def files(root: Path) -> RequestFiles:
    files = RequestFiles(Tree(root))
    files.scan()
    return files


def test_a_file_is_known_by_what_was_loaded_or_written(files: RequestFiles, root: Path) -> None:
    path, text = files.read("ping")
    assert files.hash("ping") == content_hash(path.read_bytes())

    files.replace("ping", path, text, "name = 'P'\n")
    assert files.read("ping") == (path, "name = 'P'\n")
    assert files.write_new("auth", "new", "name = 'N'\n") == "auth/new"
    assert files.read("auth/new")[1] == "name = 'N'\n"


def test_a_file_that_was_not_loaded_is_not_read_for_a_change(
    files: RequestFiles, root: Path
) -> None:
    (root / "later.toml").write_text("name = 'x'\n")

    with pytest.raises(WorkbenchError, match="has not been loaded"):
        files.read("later")
    assert files.hash("later") is None


def test_what_is_known_follows_a_folder(files: RequestFiles) -> None:
    known = files.hash("auth/login")

    files.follow("auth", "sign/on")
    assert (files.hash("auth/login"), files.hash("sign/on/login")) == (None, known)
    files.follow("sign", None)
    assert files.hash("sign/on/login") is None
    assert files.hash("ping") is not None


def test_what_was_copied_is_known_and_nothing_else(files: RequestFiles, root: Path) -> None:
    (root / "copy.toml").write_text("name = 'x'\n")
    (root / "other.toml").write_text("name = 'x'\n")

    assert files.learn("copy") == "copy"
    assert files.hash("copy") == content_hash(b"name = 'x'\n")
    assert files.hash("other") is None


def test_earlier_contents_are_remembered_within_bounds(
    files: RequestFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workbench.store.request_files.REMEMBERED", 10)

    hashes = [files.remember(text) for text in ("aaaa", "bbbb", "cccc")]

    assert [files.text("ping", found) for found in hashes] == [None, "bbbb", "cccc"]


def test_a_scan_reads_only_what_looks_different(files: RequestFiles, root: Path) -> None:
    (root / "ping.toml").unlink()
    (root / "ping.toml").write_text("name = 'other'\n")

    first, changes, _ = files.scan()
    again, none, _ = files.scan()

    assert changes.changed == ("ping",)
    assert (again, bool(none)) == (first, False)
    assert again.find("ping") is not None
    fresh, none, _ = files.scan(everything=True)
    assert (fresh, bool(none)) == (first, False)


def fifo(path: Path) -> None:
    os.mkfifo(path)


def link_to(target: str) -> Callable[[Path], None]:
    return lambda path: path.symlink_to(target)


def bytes_of(data: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(data)


@pytest.mark.parametrize(
    ("put", "message"),
    [
        (Path.mkdir, "not a regular file"),
        (fifo, "not a regular file"),
        (link_to("/dev/zero"), "outside of the collection"),
        (link_to("/etc/passwd"), "outside of the collection"),
        (link_to("ping.toml"), "a link that leads nowhere"),
        (link_to("gone.toml"), "a link that leads nowhere"),
        (link_to("auth"), "not a regular file"),
        (bytes_of(b""), "changed on disk"),
        (bytes_of(b"\xff\xfe\x00"), "UTF-16"),
        (bytes_of(b"\xe9"), "not UTF-8"),
        (bytes_of(b"\0"), "not valid TOML"),
        (bytes_of(b"<<<<<<< HEAD\n=======\n>>>>>>> x\n"), "conflict markers"),
        (bytes_of(b" " * (5 << 20)), "larger than 4 MiB"),
        (bytes_of(b"name = 'x'\r\n"), "changed on disk"),
    ],
)
def test_whatever_took_the_place_of_a_file_is_left_alone(
    files: RequestFiles, root: Path, put: Callable[[Path], object], message: str
) -> None:
    path = root / "ping.toml"
    path.unlink()
    put(path)
    before = stamp_of(path.lstat())

    with pytest.raises(WorkbenchError, match=message):
        files.save("ping", RequestSpec(name="mine"))

    assert stamp_of(path.lstat()) == before
    assert not list(root.glob(".*.tmp-*"))


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_byte_order_mark_and_line_ends_survive_a_save(
    files: RequestFiles, root: Path, mark: str, end: str
) -> None:
    text = f'{mark}# c{end}name = "x" # d{end}url = "http://x"{end}'
    (root / "ping.toml").write_bytes(text.encode())
    files.scan()

    files.save("ping", RequestSpec(name="x", url="http://y"))

    expected = text.replace("http://x", "http://y")
    assert (root / "ping.toml").read_bytes() == expected.encode()
