import os
from pathlib import Path

import pytest

from workbench.errors import Problem, WorkbenchError
from workbench.store.files import content_hash
from workbench.store.readings import Readings


def shout(text: str, where: str) -> str:
    if text == "bad":
        raise WorkbenchError(Problem("it is bad", where))
    return text.upper()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "f.toml"
    path.write_text("old")
    return path


def test_a_file_that_looks_the_same_is_not_decoded_again(file: Path) -> None:
    readings = Readings()
    first = readings.read(file, "f", shout)
    readings.turn()

    assert readings.read(file, "f", shout) is first
    assert (first.value(), first.text, first.hash) == ("OLD", "old", content_hash(b"old"))


@pytest.mark.parametrize("how", ["same size", "replaced", "same size and time"])
def test_a_file_that_changed_is_read_again(file: Path, how: str) -> None:
    readings = Readings()
    stamp = readings.read(file, "f", shout).stamp
    readings.turn()
    if how == "replaced":
        (file.parent / "new").write_text("new")
        (file.parent / "new").replace(file)
    else:
        # Until the clock of the file system has moved on, not even git sees such a change.
        while file.stat().st_ctime_ns == stamp.changed:
            file.write_text("new")
    if how == "same size and time":
        os.utime(file, ns=(stamp.modified, stamp.modified))

    assert readings.read(file, "f", shout).value() == "NEW"


def test_what_a_scan_has_not_met_is_forgotten(file: Path) -> None:
    readings = Readings()
    first = readings.read(file, "f", shout)
    readings.turn()
    readings.turn()

    assert readings.read(file, "f", shout) is not first


def test_what_cannot_be_decoded_is_known_too(file: Path) -> None:
    readings = Readings()
    for data, message in ((b"bad", "f: it is bad"), (b"\xff", "not UTF-8")):
        file.write_bytes(data)
        reading = readings.read(file, "f", shout)
        assert reading.hash == content_hash(data)
        with pytest.raises(WorkbenchError, match=message):
            reading.value()

    file.unlink()
    with pytest.raises(WorkbenchError, match="no such file"):
        readings.read(file, "f", shout)
