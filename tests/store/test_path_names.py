from pathlib import Path

import pytest

from workbench.store import path_names as module
from workbench.store.path_names import path_names


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in ("uploads/photos", "Unread"):
        (tmp_path / name).mkdir(parents=True)
    for name in ("uploads/a.png", "uploads/.hidden", "users.csv", "odd{{name}}", "line\nend"):
        (tmp_path / name).write_text("12345")
    return tmp_path


def names(root: Path, typed: str) -> list[str]:
    return [f"{each.name}/" if each.is_folder else each.name for each in path_names(root, typed)]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", ["Unread/", "uploads/", "users.csv"]),
        ("u", ["Unread/", "uploads/", "users.csv"]),
        ("US", ["users.csv"]),
        ("uploads/", ["photos/", "a.png"]),
        ("uploads/.", [".hidden"]),
        ("./uploads/a", ["a.png"]),
        ("uploads/photos/../a", ["a.png"]),
        ("none/", []),
        ("users.csv/", []),
        ("\0/", []),
        ("~nobody-at-all/", []),
    ],
)
def test_the_names_that_continue_a_path(root: Path, typed: str, expected: list[str]) -> None:
    assert names(root, typed) == expected


def test_a_whole_path_and_one_at_home(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(root))

    assert names(Path("/nowhere"), f"{root}/uploads/a") == ["a.png"]
    assert names(Path("/nowhere"), "~/us") == ["users.csv"]
    assert "tmp/" in names(root, "/t")


def test_sizes_are_told_and_links_that_lead_nowhere_are_left_out(root: Path) -> None:
    (root / "gone").symlink_to("nothing")

    assert [each.size for each in path_names(root, "us")] == [5]
    assert names(root, "gone") == []


def test_a_huge_folder_is_not_read_to_its_end(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_GIVEN", 2)
    assert len(names(root, "")) == 2
    monkeypatch.setattr(module, "MOST_READ", 1)
    assert len(names(root, "")) <= 1
