import pytest
from rich.segment import Segment
from textual.geometry import Size
from textual.strip import Strip

from workbench.tui.widgets.cursor_view import CursorView

from .apps import Showing

pytestmark = pytest.mark.anyio


class Numbers(CursorView, can_focus=True):
    """Rows of their own number."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[int] = []

    def on_mount(self) -> None:
        self.resize_content(Size(5, 100))

    def on_cursor_view_moved(self, event: CursorView.Moved) -> None:
        assert event.control is self
        self.said.append(event.row)

    def render_line(self, y: int) -> Strip:
        return Strip([Segment(str(self.scroll_offset.y + y))])


async def test_the_cursor_stays_among_the_rows_and_says_where_it_is() -> None:
    view = Numbers()
    async with Showing(view).run_test(size=(20, 10)) as pilot:
        view.focus()
        await pilot.press("up", "down", "down", "end", "down")
        await pilot.pause()

        assert view.said == [1, 2, 99]
        assert view.scroll_offset.y == 90


async def test_a_click_puts_the_cursor_on_a_row() -> None:
    view = Numbers()
    async with Showing(view).run_test(size=(20, 10)) as pilot:
        view.scroll_to(y=50, animate=False)
        await pilot.click(view, offset=(1, 3))

        assert view.cursor == 53
        assert view.scroll_offset.y == 50


async def test_a_key_goes_on_from_what_is_in_view() -> None:
    view = Numbers()
    async with Showing(view).run_test(size=(20, 10)) as pilot:
        view.focus()
        view.scroll_to(y=50, animate=False)
        await pilot.press("down")

        assert view.cursor == 51


async def test_a_row_far_away_is_shown_amid_its_neighbours() -> None:
    view = Numbers()
    async with Showing(view).run_test(size=(20, 10)) as pilot:
        await pilot.pause()
        view.go_to(60, centred=True)

        assert view.scroll_offset.y == 55
        view.go_to(61, centred=True)
        assert view.scroll_offset.y == 55


async def test_moving_up_while_the_end_is_followed_starts_at_the_end() -> None:
    view = Numbers()
    async with Showing(view).run_test(size=(20, 10)) as pilot:
        view.focus()
        view.follow = True
        await pilot.press("up")

        assert view.cursor == 98
        assert not view.follow
