import gc
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.errors import WorkbenchError
from workbench.store import spool as spools
from workbench.store.spool import Spool


@given(st.lists(st.binary(max_size=20), max_size=8), st.integers(0, 60), st.integers(0, 60))
@settings(deadline=None)
def test_what_goes_in_comes_out_in_memory_or_not(
    chunks: list[bytes], start: int, length: int
) -> None:
    spool = Spool(limit=16)
    for chunk in chunks:
        spool.append(chunk)
    whole = b"".join(chunks)

    assert spool.size == len(whole)
    assert spool.read(start, length) == whole[start : start + length]
    spool.close()


def open_files() -> int:
    """Count the open files that have no name, as only a spool makes them here."""
    gc.collect()  # what an earlier test forgot is not to be counted
    places = [str(each.readlink()) for each in Path("/proc/self/fd").iterdir() if each.exists()]
    return sum(place.endswith("(deleted)") for place in places)


def test_a_large_body_has_a_file_without_a_name(tmp_path: Path) -> None:
    spool = Spool(limit=10, folder=tmp_path)
    before = open_files()

    spool.append(b"x" * 10)
    assert open_files() == before
    spool.append(b"y")

    assert list(tmp_path.iterdir()) == []
    assert open_files() == before + 1
    assert spool.read(9, 5) == b"xy"
    spool.close()
    assert open_files() == before


def test_a_forgotten_body_gives_its_file_back() -> None:
    spool = Spool(limit=0)
    spool.append(b"x")
    before = open_files()

    del spool

    assert open_files() == before - 1


@pytest.mark.parametrize("limit", [0, 100])
def test_a_closed_body_says_so(limit: int) -> None:
    spool = Spool(limit)
    spool.append(b"x")
    spool.close()
    spool.close()

    assert spool.size == 1
    with pytest.raises(WorkbenchError, match="no longer kept"):
        spool.read(0, 1)
    with pytest.raises(WorkbenchError, match="no longer kept"):
        spool.append(b"y")


def test_places_before_the_start_are_a_mistake() -> None:
    with pytest.raises(ValueError, match="negative"):
        Spool().read(-1, 1)


def test_readers_see_whole_appends_while_a_writer_writes() -> None:
    spool, seen = Spool(limit=1000), list[bool]()
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            size = spool.size
            seen.append(spool.read(0, size) == b"ab" * (size // 2))

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for _ in range(2000):
        spool.append(b"ab")
    done.set()
    for reader in readers:
        reader.join()

    assert seen
    assert all(seen)
    spool.close()


def test_a_full_disk_keeps_what_came_before(tmp_path: Path) -> None:
    code = """
import resource, signal, sys
from pathlib import Path
from workbench.errors import WorkbenchError
from workbench.store import spool as spools
from workbench.store.spool import Spool
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
for limit in (100, 0):
    spool = Spool(limit, Path(sys.argv[1]))
    spool.append(b"a" * 100)
    try:
        spool.append(b"b" * 2000)
    except WorkbenchError as error:
        print(error)
    spool.append(b"c")
    print(spool.size, spool.read(0, 200) == b"a" * 100 + b"c")
"""
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True
    )

    assert done.stdout.count("cannot keep the body: file too large") == 2
    assert done.stdout.count("101 True") == 2


def test_it_knows_when_its_bytes_came() -> None:
    now = iter([10.0, 10.0002, 11.5, 14.0])
    spool = Spool(clock=lambda: next(now))
    assert spool.arrived(0) is None
    for chunk in (b"aa", b"b", b"cc", b"d"):
        spool.append(chunk)

    assert [spool.arrived(offset) for offset in range(6)] == [0, 0, 0, 1.5, 1.5, 4]


def test_very_many_arrivals_are_known_more_coarsely(monkeypatch: pytest.MonkeyPatch) -> None:
    moments = iter(range(1000))
    monkeypatch.setattr(spools, "MOST_STAMPS", 10)
    spool = Spool(clock=lambda: float(next(moments)))
    for _ in range(1000):
        spool.append(b"x")

    assert len(spool._times) <= 10
    found = spool.arrived(500)
    assert found is not None
    assert 300 <= found <= 500


def test_it_tells_whether_it_has_a_file() -> None:
    spool = Spool(limit=2)
    spool.append(b"ab")
    assert [spool.on_disk] == [False]
    spool.append(b"c")
    assert [spool.on_disk] == [True]
    spool.close()
