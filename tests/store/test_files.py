"""Old or new content, never a mix, whatever goes wrong in between."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from workbench.errors import WorkbenchError
from workbench.store.files import (
    content_hash,
    entries,
    failed,
    follow,
    is_temporary,
    private_folder,
    read_file,
    refuse,
    remove_stale,
    stamp_of,
    write_file,
)

SAVE = """
import sys
from pathlib import Path
from workbench.store.files import content_hash, write_file

def save():
    path = Path(sys.argv[1])
    write_file(path, b"n" * 200_000, "f", replaces=content_hash(path.read_bytes()))
"""


def save_in_another_process(code: str, path: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", SAVE + code, str(path)], capture_output=True, text=True, timeout=30
    )


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "f.toml"
    path.write_bytes(b"old")
    path.chmod(0o640)
    return path


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def replace(path: Path, data: bytes) -> None:
    write_file(path, data, "f.toml", replaces=content_hash(path.read_bytes()))


def test_a_write_keeps_the_mode_and_leaves_nothing_behind(file: Path) -> None:
    replace(file, b"new")

    assert file.read_bytes() == b"new"
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert names_in(file.parent) == ["f.toml"]


def test_unchanged_content_is_not_written(file: Path) -> None:
    before = stamp_of(file.stat())

    replace(file, b"old")

    assert stamp_of(file.stat()) == before


def test_a_new_file_has_the_mode_asked_for(tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        write_file(tmp_path / "secret", b"x", "secret", replaces=None, mode=0o600)
        private_folder(tmp_path / "a" / "b")
    finally:
        os.umask(old)

    assert stat.S_IMODE((tmp_path / "secret").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "a" / "b").stat().st_mode) == 0o700


def test_a_new_file_never_takes_the_place_of_another(file: Path) -> None:
    with pytest.raises(WorkbenchError, match="a file of this name already"):
        write_file(file, b"new", "f.toml", replaces=None)

    assert file.read_bytes() == b"old"


def test_content_that_was_not_seen_is_not_replaced(file: Path) -> None:
    with pytest.raises(WorkbenchError, match="changed on disk"):
        write_file(file, b"new", "f.toml", replaces=content_hash(b"other"))

    assert file.read_bytes() == b"old"
    refuse(file, "f.toml", content_hash(b"old"))


def test_a_full_disk_leaves_the_old_content_and_is_told(file: Path) -> None:
    limit = """
import resource, signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
save()
"""
    done = save_in_another_process(limit, file)

    assert "cannot write the file: file too large" in done.stderr
    assert "hint: the file is as it was" in done.stderr
    assert file.read_bytes() == b"old"
    assert names_in(file.parent) == ["f.toml"]


def test_what_belongs_to_others_is_told(file: Path) -> None:
    file.chmod(0)
    give_up = """
import os
if os.geteuid() == 0:  # root may do anything, so be somebody else
    os.seteuid(65534)
write_file(Path(sys.argv[1]), b"new", "f.toml", replaces="")
"""
    done = save_in_another_process(give_up, file)

    assert "f.toml: no permission to read the file" in done.stderr


@pytest.mark.parametrize(
    ("error", "what"),
    [
        (OSError(28, "No space left on device"), "the disk is full"),
        (PermissionError(13, "Permission denied"), "no permission to write the file"),
        (OSError(30, "Read-only file system"), "no permission to write the file"),
        (OSError(5, "Input/output error"), "cannot write the file: input/output error"),
        (FileNotFoundError(2, "No such file"), "there is no such file"),
    ],
)
def test_what_the_system_refuses_is_told_in_plain_words(error: OSError, what: str) -> None:
    problem = failed("write", error, "f.toml").problems[0]

    assert (problem.what, problem.where) == (what, "f.toml")


def test_a_file_left_by_a_process_of_the_same_number_is_no_obstacle(file: Path) -> None:
    (file.parent / f".f.toml.tmp-{os.getpid()}").write_text("left")

    replace(file, b"new")

    assert names_in(file.parent) == ["f.toml"]


def test_only_regular_files_are_read(tmp_path: Path, file: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    (tmp_path / "link").symlink_to(file)
    (tmp_path / "big").touch()
    os.truncate(tmp_path / "big", 5 << 20)

    assert read_file(file, "f.toml") == b"old"
    for name, message in [
        ("fifo", "not a regular file"),
        (".", "not a regular file"),
        ("link", "a link, not a file"),
        ("big", "larger than 4 MiB"),
        ("none", "no such file"),
    ]:
        with pytest.raises(WorkbenchError, match=message):
            read_file(tmp_path / name, name)


def test_only_files_of_dead_writers_are_stale(tmp_path: Path) -> None:
    names = [".a.tmp-999999999", f".a.tmp-{os.getpid()}", "a.tmp-999999999", ".tmp-1x"]
    for name in names:
        (tmp_path / name).touch()
        remove_stale(tmp_path / name)

    assert names_in(tmp_path) == sorted(names[1:])
    assert [is_temporary(name) for name in names] == [True, True, False, False]


def test_links_are_followed_or_told(tmp_path: Path, file: Path) -> None:
    (tmp_path / "link").symlink_to("f.toml")
    (tmp_path / "loop").symlink_to("loop")

    assert follow(file, "f") == file
    assert follow(tmp_path / "link", "link") == file.resolve()
    with pytest.raises(WorkbenchError, match="a link that leads nowhere"):
        follow(tmp_path / "loop", "loop")


def test_a_folder_that_is_not_there_is_empty(tmp_path: Path, file: Path) -> None:
    assert entries(tmp_path) == [file]
    assert entries(file) == entries(tmp_path / "none") == []


def test_a_folder_that_cannot_be_made_is_told(file: Path) -> None:
    with pytest.raises(WorkbenchError, match="cannot make the folder"):
        private_folder(file / "below")
