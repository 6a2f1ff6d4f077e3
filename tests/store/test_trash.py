from pathlib import Path

import pytest

from workbench.errors import WorkbenchError
from workbench.store.trash import carry, throw_away


def test_two_things_of_one_name_fit_in_the_trash(tmp_path: Path) -> None:
    places = []
    for content in ("1", "2"):
        (tmp_path / "a").write_text(content)
        places.append(throw_away(tmp_path / "a", tmp_path / "trash"))

    assert [place.read_text() for place in places] == ["1", "2"]
    assert [place.name for place in places] == ["a", "a"]


def test_nothing_is_carried_over_something(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("a")
    (tmp_path / "b").write_text("b")

    with pytest.raises(WorkbenchError, match="something of this name"):
        carry(tmp_path / "a", tmp_path / "b")

    assert (tmp_path / "b").read_text() == "b"


def test_what_cannot_be_moved_is_told(tmp_path: Path) -> None:
    with pytest.raises(WorkbenchError, match="cannot move it"):
        carry(tmp_path / "missing", tmp_path / "b")
