from pathlib import Path

import pytest

from workbench.tui.panes.request.path_suggestions import path_offer
from workbench.tui.widgets.completion import Offer


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "uploads").mkdir()
    (tmp_path / "uploads" / "a.png").write_bytes(b"x" * 2048)
    return tmp_path


def offer(root: Path, text: str, start: int = 0) -> Offer:
    found = path_offer(lambda: root, text, len(text), start).made()
    assert found is not None
    return found


def test_a_folder_goes_on_and_a_file_tells_its_size(root: Path) -> None:
    (folder,) = offer(root, "up").suggestions
    (file,) = offer(root, "uploads/").suggestions

    assert (folder.text, folder.goes_on, folder.note) == ("uploads/", True, "")
    assert (file.text, file.goes_on, file.note) == ("a.png", False, "2.05 kB")


def test_only_the_last_name_is_replaced_and_nothing_is_chosen_before_it_is_begun(
    root: Path,
) -> None:
    begun, opened = offer(root, "@uploads/a", 1), offer(root, "uploads/")

    assert (begun.start, begun.end, begun.is_begun) == (9, 10, True)
    assert (opened.start, opened.end, opened.is_begun) == (8, 8, False)


def test_a_path_at_home_becomes_a_whole_one(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(root))
    found = offer(root, "~/uploads/")

    assert found.start == 0
    assert found.suggestions[0].text == f"{root}/uploads/a.png"
    assert found.suggestions[0].label == "a.png"


def test_without_names_there_is_nothing_to_offer(root: Path) -> None:
    assert path_offer(lambda: root, "none", 4).made() is None
