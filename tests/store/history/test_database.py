import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from workbench.errors import Problem, WorkbenchError
from workbench.store.history import History

from .records import record

ENTRIES = 300


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a history of some hundred entries, closed in good order."""
    folder = tmp_path_factory.mktemp("filled") / "history"
    history = History(folder)
    history.add(record(number, body=os.urandom(200)) for number in range(ENTRIES))
    history.close()
    return folder


def copied(filled: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(filled, tmp_path / "history"))


def use(folder: Path) -> tuple[int, list[Problem]]:
    """Read all of a history and add to it; returns how many there are then, and what was told."""
    told: list[Problem] = []
    history = History(folder, tell=told.append)
    numbers = history.find()
    history.entries(numbers)
    for number in numbers:
        history.record(number)
    history.add([record(1)])
    count = len(history.find())
    history.close()
    return count, told


def test_files_are_for_this_user_alone_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        history = History(tmp_path / "state" / "history")
        history.add([record()])
        modes = {path.name: path.stat().st_mode for path in (tmp_path / "state").rglob("*")}
        history.close()
    finally:
        os.umask(before)

    assert {stat.S_IMODE(mode) for mode in modes.values() if stat.S_ISREG(mode)} == {0o600}
    assert {stat.S_IMODE(mode) for mode in modes.values() if stat.S_ISDIR(mode)} == {0o700}
    assert {"history-1.db", "history-1.db-wal", "history-1.db-shm"} <= {*modes}


def test_a_history_that_is_whole_is_used_as_it_is(filled: Path, tmp_path: Path) -> None:
    assert use(copied(filled, tmp_path)) == (ENTRIES + 1, [])


def test_one_that_was_made_before_there_were_clears_is_used_as_it_is(
    filled: Path, tmp_path: Path
) -> None:
    folder = copied(filled, tmp_path)
    connection = sqlite3.connect(folder / "history-1.db")
    connection.execute("DROP TABLE cleared")
    connection.close()

    history = History(folder)
    history.clear()
    assert history.bring_back()
    history.close()
    assert use(folder) == (ENTRIES + 1, [])


def with_odd_clears(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("DROP TABLE cleared")
    connection.execute("CREATE TABLE cleared (number)")
    connection.close()


def zeroed(path: Path) -> None:
    path.write_bytes(bytes(path.stat().st_size))


def garbage(path: Path) -> None:
    path.write_bytes(b"\xa7garbage" * (path.stat().st_size // 8))


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def headless(path: Path) -> None:
    path.write_bytes(b"x" * 100 + path.read_bytes()[100:])


def another_kind(path: Path) -> None:
    path.unlink()
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE entries (number)")
    connection.close()


def of_a_later_version(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()


def without_a_table(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("DROP TABLE contents")
    connection.close()


def a_directory(path: Path) -> None:
    path.unlink()
    path.mkdir()


def a_link(path: Path) -> None:
    path.rename(path.with_name("elsewhere"))
    path.symlink_to("elsewhere")


@pytest.mark.parametrize(
    "spoil",
    [
        zeroed, garbage, emptied, headless, another_kind, of_a_later_version, without_a_table,
        with_odd_clears, a_directory, a_link,
    ],
)  # fmt: skip
def test_a_broken_history_is_set_aside_and_a_new_one_begun(
    filled: Path, tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    folder = copied(filled, tmp_path)
    spoil(folder / "history-1.db")

    count, told = use(folder)

    assert count == 1
    assert [problem.what for problem in told] == ["the history was broken"]
    assert Path(told[0].where).name.startswith("history-1.corrupt-")
    assert os.path.lexists(told[0].where)
    assert use(folder) == (2, [])


def test_a_history_cut_off_anywhere_never_stops_the_program(filled: Path, tmp_path: Path) -> None:
    data = (filled / "history-1.db").read_bytes()
    for length in range(0, len(data), 4096 * 3):
        folder = tmp_path / str(length)
        folder.mkdir()
        (folder / "history-1.db").write_bytes(data[:length])

        count, told = use(folder)

        assert count == 1
        assert len(told) == 1


def test_garbage_on_any_page_never_stops_the_program(filled: Path, tmp_path: Path) -> None:
    data = (filled / "history-1.db").read_bytes()
    for at in range(0, len(data), 4096 * 5):
        folder = tmp_path / str(at)
        folder.mkdir()
        (folder / "history-1.db").write_bytes(data[:at] + os.urandom(4096) + data[at + 4096 :])
        told: list[Problem] = []
        history = History(folder, tell=told.append)

        for number in history.find():
            with suppress(WorkbenchError):  # a page of a body alone
                history.record(number)
        history.add([record(1)])

        assert len(told) <= 1
        history.close()


def test_a_history_that_is_deleted_meanwhile_is_begun_anew(tmp_path: Path) -> None:
    history = History(tmp_path / "history")
    history.add([record(1)])
    shutil.rmtree(tmp_path / "history")

    history.add([record(2)])

    assert len(history.find()) == 1
    history.close()


def test_one_that_another_process_holds_is_a_problem_and_stays(tmp_path: Path) -> None:
    history = History(tmp_path / "history", patience=0.01)
    history.add([record(1)])
    other = sqlite3.connect(tmp_path / "history" / "history-1.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    with pytest.raises(WorkbenchError, match="the history is locked"):
        history.add([record(2)])
    assert len(history.find()) == 1

    other.execute("ROLLBACK")
    other.close()
    history.add([record(2)])
    assert len(history.find()) == 2
    history.close()


def test_a_file_in_the_place_of_the_folder_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("")

    with pytest.raises(WorkbenchError, match="cannot make the folder"):
        History(tmp_path / "state" / "history").find()


AS_SOMEBODY = """
import os, sys
from pathlib import Path
from workbench.errors import WorkbenchError
from workbench.store.history import History
if os.geteuid() == 0:  # root may do anything, so be somebody else
    os.seteuid(65534)
try:
    History(Path(sys.argv[1])).clear()
except WorkbenchError as error:
    print(error.problems[0].what)
"""


@pytest.mark.parametrize("there", ["history", "folder"])
def test_one_that_may_only_be_read_is_a_problem(there: str) -> None:
    # Not below pytest's own folder, which others may not enter.
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "history"
        Path(place).chmod(0o755)
        if there == "history":
            history = History(folder)
            history.add([record()])
            history.close()
            (folder / "history-1.db").chmod(0o444)
        else:
            folder.mkdir()
        folder.chmod(0o555)

        done = subprocess.run(
            [sys.executable, "-c", AS_SOMEBODY, str(folder)],
            capture_output=True, text=True, timeout=30, check=True,
        )  # fmt: skip

        folder.chmod(0o755)
    expected = "no permission to use the history\n"
    if there == "folder":
        expected = "no history can be kept: permission denied\n"
    assert done.stdout == expected


ADDING = """
import sys
from pathlib import Path
from tests.store.history.records import record
from workbench.store.history import History
history = History(Path(sys.argv[1]))
for number in range(int(sys.argv[2])):
    history.add([record(number, body=b"x" * 5000)])
    print(number, flush=True)
"""
ROOT = Path(__file__).parents[3]


def adding(folder: Path, count: int) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", ADDING, str(folder), str(count)],
        stdout=subprocess.PIPE, text=True, cwd=ROOT,
    )  # fmt: skip


def test_being_killed_in_the_middle_of_writing_loses_nothing_that_was_written(
    tmp_path: Path,
) -> None:
    with adding(tmp_path / "history", 1_000_000) as child:
        assert child.stdout is not None
        last = next(int(line) for line in child.stdout if int(line) >= 20)
        child.kill()

    told: list[Problem] = []
    history = History(tmp_path / "history", tell=told.append)
    numbers = history.find()

    assert told == []
    assert len(numbers) >= last + 1
    assert all(history.record(number) for number in numbers)
    history.close()


def test_processes_add_at_the_same_time(tmp_path: Path) -> None:
    children = [adding(tmp_path / "history", 40) for _ in range(3)]
    assert [child.wait(60) for child in children] == [0, 0, 0]
    for child in children:
        child.__exit__(None, None, None)

    history = History(tmp_path / "history")
    assert len(history.find()) == 120
    assert [path.name for path in (tmp_path / "history").glob("*.db")] == ["history-1.db"]
    history.close()


FAILS_TO_WRITE = "the history cannot be used: disk i/o error"
FILLING = """
import os, resource, signal, sys
from pathlib import Path
from tests.store.history.records import record
from workbench.errors import WorkbenchError
from workbench.store.history import History
history = History(Path(sys.argv[1]))
history.add([record(1)])
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, resource.RLIM_INFINITY))
try:
    history.add([record(2, body=os.urandom(2**21))])
except WorkbenchError as error:
    print(error.problems[0].what)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
history.add([record(3)])
print(len(history.find()))
"""


def test_a_full_disk_costs_what_does_not_fit_and_nothing_else(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FILLING, str(tmp_path / "history")],
        capture_output=True, text=True, timeout=30, cwd=ROOT,
    )  # fmt: skip

    what, count = done.stdout.splitlines()
    assert what in {"no room for history: the disk is full", FAILS_TO_WRITE}
    assert count == "2"
    assert [path.name for path in (tmp_path / "history").glob("*.db")] == ["history-1.db"]
