from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from textual.app import ComposeResult
from textual.pilot import Pilot

from tests.tui.widgets.apps import Showing
from workbench.model import RunRow
from workbench.tui.widgets.run_rows import RunRows

pytestmark = pytest.mark.anyio


def row(
    number: int,
    status: int | None = 200,
    failure: str = "",
    name: str = "Log in",
    method: str = "GET",
) -> RunRow:
    return RunRow(number, name, method, "http://127.0.0.1/", status, 0.0123, 4567, failure)


class Runner(Showing):
    """An app with nothing but the list."""

    def __init__(self) -> None:
        super().__init__()
        self.chosen: list[int] = []

    def compose(self) -> ComposeResult:
        yield RunRows()

    def on_run_rows_chosen(self, event: RunRows.Chosen) -> None:
        self.chosen.append(event.index)


@asynccontextmanager
async def runner(
    rows: list[RunRow], size: tuple[int, int] = (100, 10)
) -> AsyncIterator[tuple[Pilot[None], RunRows, Runner]]:
    app = Runner()
    async with app.run_test(size=size) as pilot:
        view = app.query_one(RunRows)
        view.focus()
        view.show(rows)
        await pilot.pause()
        yield pilot, view, app


def drawn(view: RunRows) -> list[str]:
    return [view.render_line(y).text.rstrip() for y in range(view.size.height)]


async def test_a_row_says_how_an_exchange_went_without_colour() -> None:
    rows = [row(1), row(2, 404, method="DELETE"), row(3, None, "connection refused"), row(4, 503)]
    async with runner(rows) as (_, view, _app):
        assert [" ".join(line.split()) for line in drawn(view)[:5]] == [
            "# status method name time size",
            "1 ✓ 200 GET Log in 12.3 ms 4.57 kB",
            "2 ✗ 404 DELETE Log in 12.3 ms 4.57 kB",
            "3 ✗ failed GET Log in 12.3 ms 4.57 kB connection refused",
            "4 ✗ 503 GET Log in 12.3 ms 4.57 kB",
        ]


async def test_columns_stand_under_their_headings() -> None:
    rows = [row(1, name="漢字" * 30, method="PROPPATCH"), row(2)]
    async with runner(rows, (80, 10)) as (_, view, _app):
        heading, first, second = drawn(view)[:3]

        assert "PROPP…  漢字" in first
        assert view.render_line(1).cell_length == view.scrollable_content_region.width
        assert heading.index("size") + 4 == second.index("4.57 kB") + 7


async def test_an_empty_list_says_so() -> None:
    async with runner([]) as (pilot, view, app):
        await pilot.press("down", "enter")

        assert drawn(view)[0] == " no requests sent yet"
        assert app.chosen == []


async def test_new_rows_lay_nothing_out() -> None:
    rows = [row(n) for n in range(1, 500)]
    async with runner(rows) as (_, view, app):
        rows += [row(n) for n in range(500, 600)]
        view.grow()

        assert view.virtual_size.height == 600
        assert not app.screen._layout_required


async def test_the_end_is_followed_until_the_user_moves() -> None:
    rows = [row(n) for n in range(1, 101)]
    async with runner(rows) as (pilot, view, _):
        followed = (view.cursor, drawn(view)[-1].split()[0])
        await pilot.press("up")
        rows += [row(n) for n in range(101, 121)]
        view.grow()
        stayed = (view.cursor, drawn(view)[-1].split()[0])
        await pilot.press("end")
        rows.append(row(121))
        view.grow()

        assert followed == (99, "100")
        assert stayed == (98, "100")
        assert view.cursor == 120


@pytest.mark.parametrize(
    ("keys", "cursor"),
    [
        (["home"], 0),
        (["g", "j", "down"], 2),
        (["home", "pagedown"], 8),
        (["pageup"], 91),
        (["home", "up"], 0),
        (["G"], 99),
    ],
)
async def test_keys_move_the_cursor_into_view(keys: list[str], cursor: int) -> None:
    async with runner([row(n) for n in range(1, 101)]) as (pilot, view, app):
        await pilot.press(*keys, "enter")

        assert view.cursor == cursor
        assert any(line.split()[0] == str(cursor + 1) for line in drawn(view)[1:])
        assert app.chosen == [cursor]


async def test_a_click_chooses_a_row() -> None:
    async with runner([row(n) for n in range(1, 4)]) as (pilot, view, app):
        await pilot.click(RunRows, offset=(5, 0))
        await pilot.click(RunRows, offset=(5, 2))
        await pilot.click(RunRows, offset=(5, 8))

        assert app.chosen == [1]
        assert view.cursor == 1


async def test_another_run_starts_anew() -> None:
    async with runner([row(n) for n in range(1, 101)]) as (pilot, view, _):
        await pilot.press("up")
        view.show([row(7)])

        assert view.cursor == 0
        assert view.follow
        assert drawn(view)[1].split()[0] == "7"


async def test_the_cursor_is_seen_with_and_without_focus() -> None:
    async with runner([row(1), row(2)]) as (pilot, view, app):

        def background(y: int) -> str:
            style = list(view.render_line(y))[-1].style
            return str(style.bgcolor) if style else ""

        focused = (background(1), background(2))
        app.set_focus(None)
        await pilot.pause()

        assert focused[0] != focused[1]
        assert background(2) not in {focused[1], background(1)}


async def test_hostile_names_are_drawn_as_text() -> None:
    evil = "\x1b]0;owned\x07\u202e[@click=app.quit]x[/] [/oops]\n"
    rows = [row(1, None, failure=evil, name=evil, method="\x9b2J")]
    async with runner(rows, (220, 5)) as (pilot, view, app):
        await pilot.click(RunRows, offset=(30, 1))
        text = drawn(view)[1]

        assert text.isprintable()
        assert "\\x9b2J" in text
        assert "␛]0;owned␇\\u202e[@click=app.quit]x[/] [/oops]␊" in text
        assert app.is_running
