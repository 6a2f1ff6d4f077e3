import pytest
from textual.app import ComposeResult
from textual.geometry import Size
from textual.strip import Strip

from tests.tui.widgets.apps import Showing
from workbench.tui.widgets.growing_view import GrowingView

pytestmark = pytest.mark.anyio


class Numbers(GrowingView):
    """Draws row numbers."""

    def render_line(self, y: int) -> Strip:
        return Strip.blank(self.size.width)


class Growing(Showing):
    """An app with nothing but numbers."""

    def compose(self) -> ComposeResult:
        yield Numbers()


async def test_scrollbars_come_and_go_with_the_content() -> None:
    app = Growing()
    async with app.run_test(size=(20, 10)) as pilot:
        view = app.query_one(Numbers)
        seen = []
        for size in (Size(5, 5), Size(5, 50), Size(50, 50), Size(0, 0)):
            view.resize_content(size)
            await pilot.pause()
            seen.append(view.scrollbars_enabled)

        assert seen == [(False, False), (True, False), (True, True), (False, False)]
        assert view.size == Size(20, 10)


async def test_less_content_leaves_nothing_to_scroll() -> None:
    app = Growing()
    async with app.run_test(size=(20, 10)) as pilot:
        view = app.query_one(Numbers)
        view.resize_content(Size(5, 500))
        await pilot.pause()
        await pilot.press("end")
        bottom = view.scroll_offset.y
        view.resize_content(Size(5, 12))

        assert bottom == 490
        assert view.scroll_offset.y == 2


async def test_following_can_be_toggled_by_an_action() -> None:
    app = Growing()
    async with app.run_test(size=(20, 10)) as pilot:
        view = app.query_one(Numbers)
        view.resize_content(Size(5, 500))
        await pilot.pause()
        await view.run_action("toggle_follow")
        at_the_end = view.scroll_offset.y
        view.resize_content(Size(5, 600))

        assert (at_the_end, view.scroll_offset.y) == (490, 590)
        await view.run_action("toggle_follow")
        view.resize_content(Size(5, 700))
        assert view.scroll_offset.y == 590


@pytest.mark.parametrize(("first", "last", "visible"), [(0, 4, False), (5, 5, True), (14, 99, True), (15, 99, False)])  # fmt: skip  # noqa: E501
async def test_rows_on_the_screen_are_known(first: int, last: int, visible: bool) -> None:
    app = Growing()
    async with app.run_test(size=(20, 10)) as pilot:
        view = app.query_one(Numbers)
        view.resize_content(Size(5, 500))
        await pilot.pause()
        view.scroll_to(y=5, animate=False)

        assert view.is_visible(first, last) is visible
