from typing import Any

import pytest

from workbench.formats.merge_choices import Conflict
from workbench.tui.screens.merge import MergeFields

from ..widgets.apps import Showing, screen_text

pytestmark = pytest.mark.anyio

URL = Conflict("url", '"http://mine"', '"http://theirs [red] \x1b[31m"')
NAME = Conflict("name", '"Mine"', "")


class Asking(Showing):
    """Opens the dialog and keeps its answer."""

    answers: list[Any]

    def ask(self, *conflicts: Conflict) -> None:
        self.answers = []
        self.push_screen(MergeFields("List users", conflicts), self.answers.append)


async def answer(*keys: str, conflicts: tuple[Conflict, ...] = (URL, NAME)) -> Any:
    app = Asking()
    async with app.run_test(size=(100, 30)) as pilot:
        app.ask(*conflicts)
        await pilot.pause()
        await pilot.press(*keys)
        await pilot.pause()
        return app.answers[0]


async def test_both_values_of_a_field_are_shown_as_they_are() -> None:
    app = Asking()
    async with app.run_test(size=(100, 30)) as pilot:
        app.ask(URL, NAME)
        await pilot.pause()
        text = screen_text(app)
        assert "List users changed on disk" in text
        assert '"http://mine"' in text
        assert '"http://theirs [red] ␛[31m"' in text

        await pilot.press("down")
        assert '"Mine"' in screen_text(app)
        assert "(taken away)" in screen_text(app)


@pytest.mark.parametrize(
    ("keys", "chosen"),
    [
        (("enter",), {"url": "ours", "name": "ours"}),
        (("right", "enter"), {"url": "theirs", "name": "ours"}),
        (("right", "down", "l", "up", "left", "enter"), {"url": "ours", "name": "theirs"}),
        (("L", "enter"), {"url": "theirs", "name": "theirs"}),
        (("L", "H", "enter"), {"url": "ours", "name": "ours"}),
        (("escape",), None),
    ],
)
async def test_a_side_is_chosen_for_each_field(keys: tuple[str, ...], chosen: Any) -> None:
    assert await answer(*keys) == chosen


async def test_a_very_long_value_is_cut() -> None:
    app = Asking()
    async with app.run_test(size=(100, 30)) as pilot:
        app.ask(Conflict("body", "x" * 100_000, "y\n" * 50_000))
        await pilot.pause()

        assert "xxxx" in screen_text(app)


@pytest.mark.parametrize(("lines", "height"), [(1, (5, 5)), (9, (11, 11)), (400, (20, 30))])
async def test_there_is_as_much_room_as_the_longest_value_wants(
    lines: int, height: tuple[int, int]
) -> None:
    app = Asking()
    async with app.run_test(size=(100, 60)) as pilot:
        app.ask(NAME, Conflict("body", "one", "\n".join(["line"] * lines)))
        await pilot.pause()
        least, most = height
        assert least <= app.screen.query_one("#sides").region.height <= most
        assert app.screen.region.contains_region(app.screen.query_one(".note").region)
