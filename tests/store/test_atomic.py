"""Whatever happens at whichever step of a write, the file is whole: the old or the new."""

import fcntl
import os
import random
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from workbench.errors import WorkbenchError
from workbench.store import atomic
from workbench.store.atomic import alone_in, put, sync_folder
from workbench.store.files import content_hash, remove_stale, write_file

OLD, NEW = b"old" * 1000, b"new" * 2000

# A save whose every system call that matters is counted, and interrupted at one of them.
STEPS = """
import errno, os, signal, sys
from pathlib import Path
from workbench.store.files import content_hash, write_file

path, action, at = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
steps = []

def counted(name, call):
    def step(*arguments, **options):
        steps.append(name)
        if len(steps) == at:
            if action == "kill":
                if name == "write":
                    call(arguments[0], bytes(arguments[1])[:100])
                os.kill(os.getpid(), signal.SIGKILL)
            raise OSError(int(action), os.strerror(int(action)))
        return call(*arguments, **options)
    return step

for name in ("write", "fsync", "replace", "link"):
    setattr(os, name, counted(name, getattr(os, name)))
old = path.read_bytes() if path.exists() else None
write_file(path, b"new" * 2000, "f", replaces=content_hash(old) if old is not None else None)
print(*steps)
"""


def save(path: Path, action: str = "", at: int = 0) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", STEPS, str(path), action, str(at)],
        capture_output=True,
        text=True,
        timeout=30,
    )


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "f.toml"
    path.write_bytes(OLD)
    return path


def left_in(folder: Path) -> list[str]:
    """Return what is in a folder once the next start has cleared it."""
    for path in folder.iterdir():
        remove_stale(path)
    return sorted(path.name for path in folder.iterdir())


def test_content_is_safe_before_it_is_in_place_and_the_name_is_safe_after(file: Path) -> None:
    assert save(file).stdout.split() == ["write", "fsync", "replace", "fsync"]
    assert save(file.with_name("n")).stdout.split() == ["write", "fsync", "link", "fsync"]


@pytest.mark.parametrize(("at", "content"), [(1, OLD), (2, OLD), (3, OLD), (4, NEW)])
def test_a_kill_at_any_step_leaves_old_or_new_content(file: Path, at: int, content: bytes) -> None:
    assert save(file, "kill", at).returncode == -signal.SIGKILL

    assert file.read_bytes() == content
    assert left_in(file.parent) == ["f.toml"]


@pytest.mark.parametrize("at", [1, 2, 3, 4])
def test_a_kill_at_any_step_of_a_new_file_leaves_none_or_all_of_it(tmp_path: Path, at: int) -> None:
    assert save(tmp_path / "f.toml", "kill", at).returncode == -signal.SIGKILL

    assert left_in(tmp_path) == (["f.toml"] if at == 4 else [])
    assert at < 4 or (tmp_path / "f.toml").read_bytes() == NEW


@pytest.mark.parametrize(
    ("error", "message"),
    [(5, "input/output error"), (28, "the disk is full"), (122, "the disk is full"),
     (13, "no permission to write"), (30, "no permission to write")],
)  # fmt: skip
@pytest.mark.parametrize("at", [1, 2, 3])
def test_an_error_at_any_step_is_told_and_leaves_the_old_content(
    file: Path, at: int, error: int, message: str
) -> None:
    done = save(file, str(error), at)

    assert message in done.stderr.splitlines()[-2]
    assert done.stderr.splitlines()[-1] == "hint: the file is as it was"
    assert [path.name for path in file.parent.iterdir()] == ["f.toml"]
    assert file.read_bytes() == OLD


def test_a_folder_that_cannot_be_synced_does_not_undo_a_save(file: Path) -> None:
    assert save(file, "5", 4).returncode == 0

    assert file.read_bytes() == NEW


def test_kills_at_random_moments_never_mix_contents(file: Path) -> None:
    """One process saves without an end and is killed; five times."""
    endless = """
import sys
from pathlib import Path
from workbench.store.files import content_hash, write_file
path = Path(sys.argv[1])
print(flush=True)
for number in range(1_000_000):
    old = path.read_bytes()
    write_file(path, b"%d\\n" % number * 50_000, "f", replaces=content_hash(old))
"""
    pick = random.Random(4)
    for _ in range(5):
        with subprocess.Popen(
            [sys.executable, "-c", endless, str(file)], stdout=subprocess.PIPE
        ) as writer:
            assert writer.stdout is not None
            writer.stdout.readline()
            with pytest.raises(subprocess.TimeoutExpired):
                writer.wait(pick.uniform(0.001, 0.1))
            writer.kill()
        lines = set(file.read_bytes().splitlines())
        assert len(lines) == 1
        assert left_in(file.parent) == ["f.toml"]


def test_processes_that_save_at_once_lose_none_of_their_changes(file: Path) -> None:
    count = """
import sys
from pathlib import Path
from workbench.store.files import ChangedError, content_hash, write_file
path = Path(sys.argv[1])
for _ in range(40):
    while True:
        old = path.read_bytes()
        try:
            write_file(path, b"%d" % (int(old) + 1), "f", replaces=content_hash(old))
        except ChangedError:
            continue
        break
"""
    file.write_bytes(b"0")
    writers = [subprocess.Popen([sys.executable, "-c", count, str(file)]) for _ in range(3)]

    assert [writer.wait(50) for writer in writers] == [0, 0, 0]
    assert file.read_bytes() == b"120"


def test_a_folder_that_another_process_keeps_locked_is_told(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(atomic, "PATIENCE", 0.01)
    with alone_in(file.parent), pytest.raises(WorkbenchError, match="another program is writing"):
        write_file(file, NEW, "f", replaces=content_hash(OLD))

    assert file.read_bytes() == OLD
    write_file(file, NEW, "f", replaces=content_hash(OLD))


def test_a_file_system_without_locks_or_hard_links_will_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(fcntl, "flock", refuse)
    monkeypatch.setattr(os, "link", refuse)

    put(tmp_path / "a", NEW, lambda: None, new=0o640)

    assert (tmp_path / "a").read_bytes() == NEW
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o640
    with pytest.raises(FileExistsError):
        put(tmp_path / "a", OLD, lambda: None, new=0o640)
    assert (tmp_path / "a").read_bytes() == NEW
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_a_read_only_file_is_not_replaced(file: Path) -> None:
    file.chmod(0o444)
    file.parent.chmod(0o777)
    as_somebody = """
import os, sys
from pathlib import Path
from workbench.store.files import content_hash, write_file
os.chdir(Path(sys.argv[1]).parent)  # nobody else may walk there
path = Path("f.toml")
if os.geteuid() == 0:  # root may do anything, so be somebody else
    os.chown(path, 65534, 65534)
    os.seteuid(65534)
write_file(path, b"new", "f", replaces=content_hash(path.read_bytes()))
"""
    done = subprocess.run(
        [sys.executable, "-c", as_somebody, str(file)], capture_output=True, text=True, timeout=30
    )

    assert "f: no permission to write the file" in done.stderr
    assert file.read_bytes() == OLD
    assert left_in(file.parent) == ["f.toml"]


def test_what_the_check_raises_stops_the_write(file: Path) -> None:
    def refuse() -> None:
        raise KeyError

    with pytest.raises(KeyError):
        put(file, NEW, refuse, new=None)

    assert file.read_bytes() == OLD
    assert left_in(file.parent) == ["f.toml"]
    sync_folder(file.parent / "gone")
