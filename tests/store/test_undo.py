from pathlib import Path

import pytest

from workbench.errors import WorkbenchError
from workbench.store.undo import moved, written


def test_a_file_gets_the_content_it_had(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"after")
    written(path, "a", b"before", b"after", tmp_path / "trash")()

    assert path.read_bytes() == b"before"


def test_a_new_file_goes_to_the_trash(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"after")
    written(path, "a", None, b"after", tmp_path / "trash")()

    assert not path.exists()
    assert [found.read_bytes() for found in (tmp_path / "trash").rglob("a")] == [b"after"]


@pytest.mark.parametrize("before", [b"before", None])
def test_what_has_changed_since_stays(tmp_path: Path, before: bytes | None) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"theirs")
    with pytest.raises(WorkbenchError, match="changed on disk"):
        written(path, "a", before, b"after", tmp_path / "trash")()

    assert path.read_bytes() == b"theirs"


def test_files_go_back_where_they_were_unless_something_is_there(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    new.write_text("it")
    undo = moved([(old, new)])
    old.write_text("another")
    with pytest.raises(WorkbenchError, match="something of this name"):
        undo()
    old.unlink()
    undo()
    assert old.read_text() == "it"
