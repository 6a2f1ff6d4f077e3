from pathlib import Path

import pytest

from workbench.errors import WorkbenchError
from workbench.store.trash import carry, carry_all, throw_away


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


def test_what_belongs_together_goes_to_the_trash_together(tmp_path: Path) -> None:
    for name in ("a", "a.more"):
        (tmp_path / name).write_text(name)

    place = throw_away(tmp_path / "a", tmp_path / "trash", [tmp_path / "a.more"])

    assert place.read_text() == "a"
    assert (place.parent / "a.more").read_text() == "a.more"


def test_several_are_carried_all_or_none(tmp_path: Path) -> None:
    for name in ("a", "b", "taken"):
        (tmp_path / name).write_text(name)
    moves = [(tmp_path / "a", tmp_path / "c"), (tmp_path / "b", tmp_path / "taken")]

    with pytest.raises(WorkbenchError, match="something of this name"):
        carry_all(moves)

    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b", "taken"]
    assert (tmp_path / "taken").read_text() == "taken"


def test_two_links_of_one_file_are_two_names(tmp_path: Path) -> None:
    (tmp_path / "a").touch()
    (tmp_path / "b").hardlink_to(tmp_path / "a")

    with pytest.raises(WorkbenchError, match="something of this name"):
        carry(tmp_path / "a", tmp_path / "b")
