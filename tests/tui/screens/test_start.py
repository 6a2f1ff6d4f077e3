from pathlib import Path

import pytest

from workbench.tui.app import WorkbenchApp
from workbench.tui.screens.start import WAYS, Ways

from ..widgets.apps import screen_text

pytestmark = pytest.mark.anyio


async def test_it_says_where_there_is_no_collection(tmp_path: Path) -> None:
    place = tmp_path / "[b]a\nb"
    place.mkdir()
    app = WorkbenchApp(place, is_collection=False)
    async with app.run_test(size=(200, 24)) as pilot:
        await pilot.pause()
        text = screen_text(app)

        assert "There is no collection here yet." in text
        assert "[b]a␊b" in text.replace("│\n", "").replace("│", "").replace(" ", "")
        assert all(title in text for _, title, _ in WAYS)


@pytest.mark.parametrize(
    ("keys", "way"),
    [(["enter"], "demo"), (["down", "enter"], "create"), (["end", "enter"], "quit")]
    + [([key], "quit") for key in ("escape", "q")],
)
async def test_a_way_is_chosen_by_keys(tmp_path: Path, keys: list[str], way: str) -> None:
    app = WorkbenchApp(tmp_path, is_collection=False)
    async with app.run_test() as pilot:
        await pilot.pause()
        await pilot.press(*keys)
        await pilot.pause()

    assert app.return_value == way


async def test_a_way_is_chosen_by_a_click(tmp_path: Path) -> None:
    app = WorkbenchApp(tmp_path, is_collection=False)
    async with app.run_test(size=(100, 24)) as pilot:
        await pilot.pause()
        await pilot.click(Ways, offset=(3, 1))
        await pilot.pause()

    assert app.return_value == "create"


async def test_what_each_way_does_has_room_on_a_usual_terminal(tmp_path: Path) -> None:
    app = WorkbenchApp(tmp_path, is_collection=False)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert all(what in screen_text(app) for _, _, what in WAYS)
