from array import array

import pytest

from workbench.store.history import Entry
from workbench.tui.screens.history.entry_list import MOST_PAGES, PAGE, EntryList, Numbers

from ...widgets.apps import Showing, screen_text

pytestmark = pytest.mark.anyio


def entry(number: int) -> Entry:
    return Entry(number, 0.0, "", "a", f"Request {number}", "GET", "http://x", 200, 0.1, 1)


class Listing(Showing):
    """Gives pages as they are wanted, and counts them."""

    def __init__(self) -> None:
        self.listed = EntryList(self.want)
        self.wanted: list[int] = []
        self.gone: set[int] = set()
        super().__init__(self.listed)

    def want(self, page: int, numbers: Numbers) -> None:
        self.wanted.append(page)
        entries = [entry(number) for number in numbers if number not in self.gone]
        self.call_later(self.listed.given, page, numbers, entries)


async def test_only_pages_on_the_screen_are_asked_for() -> None:
    app = Listing()
    async with app.run_test(size=(80, 20)) as pilot:
        app.listed.show(array("q", range(100_000, 0, -1)))
        await pilot.pause()
        await pilot.pause()
        assert "Request 100000" in screen_text(app)

        app.listed.focus()
        await pilot.press("end")
        await pilot.pause()
        assert "Request 1 " in screen_text(app)
        assert set(app.wanted) == {0, 100_000 // PAGE - 1}


async def test_no_more_than_some_pages_are_held() -> None:
    app = Listing()
    async with app.run_test(size=(80, 20)) as pilot:
        app.listed.show(array("q", range(10_000)))
        for page in range(100):
            app.listed.cursor = page * PAGE
            await pilot.pause()
        assert len(app.listed._pages) == MOST_PAGES


async def test_a_page_of_an_earlier_list_is_not_taken() -> None:
    app = Listing()
    async with app.run_test(size=(80, 20)) as pilot:
        app.listed.show(array("q", [3]))
        await pilot.pause()
        app.listed.given(0, array("q", [9]), [entry(9)])
        await pilot.pause()
        assert "Request 9" not in screen_text(app)
        assert "Request 3" in screen_text(app)


async def test_what_was_deleted_meanwhile_is_said_to_be() -> None:
    app = Listing()
    app.gone = {2}
    async with app.run_test(size=(80, 20)) as pilot:
        app.listed.show(array("q", [3, 2, 1]))
        await pilot.pause()
        await pilot.pause()
        assert "deleted meanwhile" in screen_text(app)


async def test_the_cursor_goes_to_the_number_it_was_on() -> None:
    app = Listing()
    async with app.run_test(size=(80, 20)) as pilot:
        app.listed.show(array("q", [3, 2, 1]))
        app.listed.show(array("q", [5, 4, 3, 2, 1]), at=2)
        await pilot.pause()
        assert app.listed.current == 2
        app.listed.show(array("q"))
        assert app.listed.current is None
