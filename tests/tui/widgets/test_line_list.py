import pytest
from textual import on
from textual.content import Content

from workbench.tui.widgets.line_list import LineList

from .apps import Showing, screen_text

pytestmark = pytest.mark.anyio


class Numbers(LineList):
    drawn = 0

    def line(self, index: int, width: int) -> Content:
        self.drawn += 1
        return Content(f"line {index}")

    def empty(self) -> Content:
        return Content("nothing yet")


class Listening(Showing):
    chosen: list[int]

    def on_mount(self) -> None:
        self.chosen = []

    @on(LineList.Chosen)
    def _remember(self, event: LineList.Chosen) -> None:
        self.chosen.append(event.index)


async def test_a_list_of_a_million_lines_draws_only_what_is_visible() -> None:
    numbers = Numbers()
    app = Showing(numbers)
    async with app.run_test(size=(40, 10)) as pilot:
        numbers.set_count(1_000_000)
        await pilot.pause()

        assert "line 9" in screen_text(app)
        assert numbers.drawn < 100


class Long(LineList):
    def line(self, index: int, width: int) -> Content:
        return Content("x" * 50).truncate(width, ellipsis=True)


async def test_what_is_too_long_ends_before_the_scrollbar() -> None:
    long = Long()
    app = Showing(long)
    async with app.run_test(size=(40, 10)) as pilot:
        long.set_count(5)
        await pilot.pause()
        assert screen_text(app).splitlines()[0] == "x" * 39 + "…"
        long.set_count(100)
        await pilot.pause()
        assert screen_text(app).splitlines()[0][:39] == "x" * 38 + "…"


async def test_keys_move_the_cursor_and_keep_it_in_view() -> None:
    numbers = Numbers()
    app = Showing(numbers)
    async with app.run_test(size=(40, 10)) as pilot:
        numbers.set_count(100)
        numbers.focus()
        await pilot.press("end")
        await pilot.pause()
        assert numbers.cursor == 99
        assert "line 99" in screen_text(app)

        await pilot.press("up", "k", "pageup", "home", "down")
        assert numbers.cursor == 1


async def test_the_cursor_stays_on_a_line_when_the_list_shrinks() -> None:
    numbers = Numbers()
    async with Showing(numbers).run_test() as pilot:
        numbers.set_count(10)
        numbers.cursor = 9
        numbers.set_count(3)
        await pilot.pause()

        assert numbers.cursor == 2


async def test_enter_and_click_choose_a_line() -> None:
    numbers = Numbers()
    app = Listening(numbers)
    async with app.run_test(size=(40, 10)) as pilot:
        numbers.set_count(5)
        numbers.focus()
        await pilot.press("down", "enter")
        await pilot.click(numbers, offset=(2, 3))
        await pilot.pause()

        assert app.chosen == [1, 3]


async def test_an_empty_list_says_so_and_cannot_be_chosen_from() -> None:
    numbers = Numbers()
    app = Listening(numbers)
    async with app.run_test(size=(40, 10)) as pilot:
        numbers.focus()
        await pilot.press("enter", "down")
        await pilot.pause()

        assert "nothing yet" in screen_text(app)
        assert app.chosen == []


async def test_a_line_ends_before_the_scrollbar() -> None:
    class Long(Numbers):
        def line(self, index: int, width: int) -> Content:
            return Content("x" * 99).truncate(width, ellipsis=True)

    lines = Long()
    app = Showing(lines)
    async with app.run_test(size=(40, 10)) as pilot:
        for count in (5, 50):
            lines.set_count(count)
            await pilot.pause()
            shown = screen_text(app).splitlines()[0]
            assert "x…" in shown, f"of {count} lines"


async def test_what_is_below_the_last_line_is_drawn_once() -> None:
    numbers = Numbers()
    app = Showing(numbers)
    async with app.run_test(size=(40, 10)) as pilot:
        numbers.set_count(3)
        await pilot.pause()
        below = {id(numbers.render_line(y)) for y in range(3, 10)}
        assert len(below) == 1

        await pilot.resize_terminal(30, 10)
        assert numbers.render_line(5).cell_length == 30
        app.theme = "textual-light"
        await pilot.pause()
        assert id(numbers.render_line(5)) not in below
