"""A path in a request leads to regular files of the collection, whatever is tried."""

import os
import socket
import threading
from pathlib import Path

import pytest

from workbench.errors import ExitCode, WorkbenchError
from workbench.store.attachments import (
    Attachment,
    OutsideError,
    open_attachment,
    outside_place,
    place_of,
)

SECRET = b"the user's own"


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    path = tmp_path / "secret"
    path.write_bytes(SECRET)
    return path


@pytest.fixture
def root(tmp_path: Path, outside: Path) -> Path:
    root = tmp_path / "shop"
    (root / "files").mkdir(parents=True)
    (root / "files" / "picture.png").write_bytes(b"x" * 100_000)
    (root / "here").symlink_to("files/picture.png")
    (root / "folder").symlink_to("files")
    (root / "link").symlink_to(outside)
    (root / "up").symlink_to("..")
    (root / "loop").symlink_to("loop")
    (root / "gone").symlink_to("nowhere")
    (root / "%2e%2e").mkdir()
    return root


def test_a_file_of_the_collection_is_read_in_chunks_of_bounded_size(root: Path) -> None:
    with open_attachment(root, "files/picture.png") as file:
        chunks = list(file.chunks())
        assert (file.name, file.size) == ("picture.png", 100_000)

    assert b"".join(chunks) == b"x" * 100_000
    assert max(map(len, chunks)) <= 64 * 1024


def test_a_file_can_be_read_again_for_a_redirect(root: Path) -> None:
    with open_attachment(root, "files/picture.png") as file:
        assert next(file.chunks(10)) == b"x" * 10
        assert b"".join(file.chunks()) == b"".join(file.chunks(3)) == file.read(100_000)


@pytest.mark.parametrize("written", ["here", "folder/picture.png", "files/../here", "./here"])
def test_links_inside_of_the_collection_are_followed(root: Path, written: str) -> None:
    with open_attachment(root, written) as file:
        assert file.size == 100_000
    assert outside_place(root, written) is None


def test_the_collection_may_be_reached_through_a_link(root: Path, tmp_path: Path) -> None:
    (tmp_path / "shortcut").symlink_to(root)

    with open_attachment(tmp_path / "shortcut", "here") as file:
        assert file.path == root / "files" / "picture.png"


@pytest.mark.parametrize(
    "written",
    ["../secret", "files/../../secret", "up/secret", "link", "folder/../../secret", "/etc/passwd",
     "/proc/self/environ", "up/shop/../secret"],
)  # fmt: skip
def test_no_path_leads_out_of_the_collection(root: Path, written: str) -> None:
    with pytest.raises(OutsideError, match="outside of the collection") as caught:
        open_attachment(root, written)

    assert written in str(caught.value)
    assert caught.value.exit_code == ExitCode.UNTRUSTED
    assert outside_place(root, written) == caught.value.path == place_of(root, written)


@pytest.mark.parametrize(
    ("written", "message"),
    [("none", "there is no such file"), ("loop", "leads nowhere"), ("gone", "leads nowhere"),
     ("", "no path of a file"), ("a\0b", "no path of a file"), ("x" * 300, "name too long"),
     ("%2e%2e/secret", "no such file"), ("~/secret", "the whole path instead of \"~\""),
     ("here/x", "not a directory"), ("files", "not a regular file"), (".", "not a regular file")],
)  # fmt: skip
def test_what_is_no_file_is_told(root: Path, written: str, message: str) -> None:
    with pytest.raises(WorkbenchError, match=message):
        open_attachment(root, written)


def test_an_outside_file_opens_only_if_its_exact_place_is_allowed(
    root: Path, outside: Path
) -> None:
    with open_attachment(root, "../secret", {str(outside)}) as file:
        assert file.read(100) == SECRET
    with open_attachment(root, "link", {str(outside)}) as file:
        assert file.read(100) == SECRET

    for near in ({str(outside.parent)}, {str(root / "link")}, {"../secret"}, {f"{outside}2"}):
        with pytest.raises(OutsideError):
            open_attachment(root, "link", near)


def test_pipes_sockets_and_devices_are_refused_without_a_wait(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(root / "pipe")

    with socket.socket(socket.AF_UNIX) as listener:
        monkeypatch.chdir(root)  # a socket's path may only be short
        listener.bind("socket")
        for written in ("pipe", "socket"):
            with pytest.raises(WorkbenchError, match="not a regular file"):
                open_attachment(root, written)
    with pytest.raises(WorkbenchError, match="not a regular file"):
        open_attachment(root, "/dev/zero", {"/dev/zero"})


def test_a_file_that_shrinks_or_grows_while_it_is_read_is_told(root: Path) -> None:
    path = root / "files" / "picture.png"
    with open_attachment(root, "here") as file:
        chunks = file.chunks(50_000)
        next(chunks)
        os.truncate(path, 60_000)
        with pytest.raises(WorkbenchError, match="changed while it was read"):
            list(chunks)
    with open_attachment(root, "here") as file:
        chunks = file.chunks()
        path.write_bytes(b"y" * 200_000)
        with pytest.raises(WorkbenchError, match="changed while it was read"):
            list(chunks)


def test_no_more_is_read_than_is_allowed(root: Path) -> None:
    with (
        open_attachment(root, "here") as file,
        pytest.raises(WorkbenchError, match="has 100000 bytes, more than the 99999"),
    ):
        file.read(99_999)


def test_a_closed_file_stays_closed(root: Path) -> None:
    file = open_attachment(root, "here")
    file.close()
    file.close()

    with pytest.raises(WorkbenchError, match="bad file descriptor"):
        next(file.chunks())
    assert isinstance(file, Attachment)


@pytest.mark.parametrize("swapped", ["target", "folder"])
def test_a_path_that_is_swapped_for_a_link_is_never_followed(
    root: Path, outside: Path, swapped: str
) -> None:
    """Another thread exchanges a file, or the folder it is in, with a link all the time."""
    trap = root / "trap"
    trap.mkdir()
    (trap / "secret").write_bytes(b"harmless")
    other = root / "other"
    if swapped == "folder":
        other.symlink_to(outside.parent)
        first, second = trap, other
    else:
        other.symlink_to(outside)
        first, second = trap / "secret", other
    spare = root / "spare"
    done = threading.Event()

    def swap() -> None:
        while not done.is_set():
            first.rename(spare)
            second.rename(first)
            spare.rename(second)

    thread = threading.Thread(target=swap)
    thread.start()
    outcomes = set()
    try:
        for _ in range(1_000):
            try:
                with open_attachment(root, "trap/secret") as file:
                    outcomes.add(file.read(100))
            except WorkbenchError as error:
                outcomes.add(type(error).__name__.encode())
    finally:
        done.set()
        thread.join()

    assert b"harmless" in outcomes
    assert outcomes <= {b"harmless", b"OutsideError", b"WorkbenchError"}
