from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from workbench.errors import Problem
from workbench.model import Exchange, Failure, Verdict
from workbench.tui.panes.response import ResponsePane
from workbench.tui.panes.response.pane import TABS
from workbench.tui.widgets.body_view import BodyView
from workbench.tui.widgets.lines import Lines
from workbench.tui.widgets.tab_bar import TabBar

from ...samples import exchange
from ...widgets.apps import Showing, screen_text
from ...widgets.test_body_view import Body

pytestmark = pytest.mark.anyio


class Pane:
    """A response pane on a screen."""

    def __init__(self) -> None:
        self.widget = ResponsePane()
        self.app = Showing(self.widget)

    async def shows(self, pilot: Any, *texts: str) -> None:
        for _ in range(200):
            await pilot.pause()
            if all(text in screen_text(self.app) for text in texts):
                return
        raise AssertionError(screen_text(self.app))


def with_body(data: bytes, **changes: Any) -> Exchange:
    body = Body(data)
    return replace(exchange(), body=body, size=body.size, **changes)


async def story(tell: Callable[[Pane, Any], Any]) -> None:
    pane = Pane()
    async with pane.app.run_test(size=(80, 16)) as pilot:
        await pilot.pause()
        await tell(pane, pilot)


async def test_before_the_first_send_it_says_how_to() -> None:
    async def tell(pane: Pane, pilot: Any) -> None:
        await pane.shows(pilot, "Press ctrl+r")
        pane.widget.tick()  # nothing to draw, and no harm

    await story(tell)


async def test_a_body_is_drawn_as_it_grows() -> None:
    async def tell(pane: Pane, pilot: Any) -> None:
        body = Body()
        growing = replace(exchange(phase="receiving"), body=body)
        pane.widget.show(growing)
        await pilot.pause()
        body.data += b'{"a": 1,'
        pane.widget.show(replace(growing, size=8))
        await pane.shows(pilot, '"a": 1')
        assert pane.app.query_one(BodyView).mode == "pretty"

        body.data += b'"b": 2}'
        pane.widget.tick()
        await pane.shows(pilot, '"b": 2', "200 OK", "15 B")

    await story(tell)


async def test_a_long_failure_goes_on_indented() -> None:
    async def tell(pane: Pane, pilot: Any) -> None:
        failure = Failure("connect", Problem("no connection " * 8))
        pane.widget.show(replace(exchange(), failure=failure))
        await pane.shows(pilot, "✗ no connection")
        wide = [row for row in screen_text(pane.app).split("\n") if row.startswith("     ")]
        await pilot.resize_terminal(40, 16)
        await pilot.pause()
        narrow = [row for row in screen_text(pane.app).split("\n") if row.startswith("     ")]
        assert [row.split()[0] for row in wide] == ["connection"]
        assert len(narrow) > len(wide)

    await story(tell)


async def test_a_body_that_is_not_what_its_header_says_is_told_so() -> None:
    async def tell(pane: Pane, pilot: Any) -> None:
        pane.widget.show(with_body(b'{"a": [1,, 2]}'))
        await pane.shows(pilot, "! no JSON, though its header says so", "line 1, column 10")

        pane.widget.show(replace(with_body(b'{"a": [1, 2]}'), id=2))
        await pane.shows(pilot, '"a": [')
        assert "though its header" not in screen_text(pane.app)

    await story(tell)


async def test_a_failure_is_told_above_what_arrived() -> None:
    async def tell(pane: Pane, pilot: Any) -> None:
        failure = Failure("body", Problem("it broke [b]off", where="h:80", hint="try again"))
        pane.widget.show(with_body(b"half a te", failure=failure))
        await pane.shows(pilot, "✗ it broke [b]off", "at h:80", "hint: try again", "half a te")

        pane.widget.show(with_body(b"whole", id=2))
        await pane.shows(pilot, "whole")
        assert "it broke" not in screen_text(pane.app)

    await story(tell)


async def test_an_answer_without_a_body_says_so() -> None:
    async def tell(pane: Pane, pilot: Any) -> None:
        pane.widget.show(with_body(b""))
        await pane.shows(pilot, "no body")

    await story(tell)


async def test_a_newer_exchange_takes_the_place_of_the_older() -> None:
    async def tell(pane: Pane, pilot: Any) -> None:
        pane.widget.show(with_body(b"the first"))
        await pane.shows(pilot, "the first")
        pane.widget.show(replace(exchange(2, phase="waiting"), hops=()))
        await pilot.pause()
        assert "the first" not in screen_text(pane.app)
        await pane.shows(pilot, "waiting")

        pane.widget.show(None)
        await pane.shows(pilot, "Press ctrl+r")
        assert "waiting" not in screen_text(pane.app)
        assert pane.app.query_one(BodyView).rows_total == 0

    await story(tell)


async def test_the_tabs_show_the_newest_snapshot() -> None:
    async def tell(pane: Pane, pilot: Any) -> None:
        pane.widget.show(with_body(b"text"))
        tabs = pane.app.query_one(TabBar)
        tabs.choose("Headers")
        await pane.shows(pilot, "Content-Type: application/json", "HTTP/1.1 200 OK")
        tabs.choose("Cookies")
        await pane.shows(pilot, "no cookies were sent or set")
        tabs.choose("Raw")
        await pane.shows(pilot, "> GET /users HTTP/1.1", "< text")
        tabs.choose("Timeline")
        await pane.shows(pilot, "connect", "12.0 ms", "total")

        pane.widget.show(replace(exchange(2, phase="waiting"), hops=()))
        await pilot.pause()
        assert "12.0 ms" not in screen_text(pane.app)

    await story(tell)


async def test_failed_checks_stand_on_their_tab_and_in_the_status_and_the_tab_stays() -> None:
    async def tell(pane: Pane, pilot: Any) -> None:
        drift = Verdict("baseline", passed=False, details=tuple(f"+ $.a[{n}]" for n in range(9)))
        pane.widget.show(with_body(b"text", verdicts=(drift,)))
        await pane.shows(pilot, "Checks ✗1", "✗ 1 check failed", "text")
        assert pane.widget.active == "Body"

        pane.app.query_one(TabBar).choose("Checks")
        await pane.shows(pilot, "▸ 9 lines of difference")
        pane.widget.focus_body()
        await pilot.press("down", "enter")
        await pane.shows(pilot, "▾ 9 lines of difference", "+ $.a[4]")
        await pilot.click(Lines, offset=(10, 1))
        await pane.shows(pilot, "▸ 9 lines of difference")

        pane.widget.show(with_body(b"text", id=2))
        await pane.shows(pilot, "checks and captures nothing")
        assert "✗1" not in screen_text(pane.app)

    await story(tell)


async def test_the_cursor_stays_while_more_arrives_and_starts_anew_on_another_tab() -> None:
    async def tell(pane: Pane, pilot: Any) -> None:
        pane.widget.show(with_body(b"text", phase="receiving"))
        pane.app.query_one(TabBar).choose("Headers")
        pane.widget.focus_body()
        await pilot.press("down", "down")
        pane.widget.show(with_body(b"text"))
        await pilot.pause()
        lines = pane.app.query_one(Lines)
        assert lines.cursor == 2

        pane.widget.step_tab(1)
        await pilot.pause()
        assert pane.widget.active == "Cookies"
        assert lines.cursor == 0
        assert pane.app.focused is lines

    await story(tell)


@pytest.mark.parametrize("tab", TABS)
async def test_the_focus_goes_to_what_the_tab_shows(tab: str) -> None:
    async def tell(pane: Pane, pilot: Any) -> None:
        pane.widget.show(with_body(b"text"))
        pane.app.query_one(TabBar).choose(tab)
        await pilot.pause()
        pane.widget.focus_body()
        await pilot.pause()
        shown = "response-body" if tab == "Body" else "response-lines"
        assert pane.app.focused is pane.app.query_one(f"#{shown}")

    await story(tell)


async def test_another_title_is_one_line_and_no_markup() -> None:
    async def tell(pane: Pane, pilot: Any) -> None:
        pane.widget.styles.border = ("round", "red")
        pane.widget.title("Response of run: [b]a\nb")
        await pane.shows(pilot, "Response of run: [b]a␊b")

    await story(tell)


async def test_a_token_in_a_header_opens_with_enter() -> None:
    async def tell(pane: Pane, pilot: Any) -> None:
        token = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZGEifQ."
        hop = replace(exchange().hops[0], request_headers=(("Authorization", token),))
        pane.widget.show(replace(exchange(), hops=(hop,)))
        pane.widget.show_tab("Headers")
        await pane.shows(pilot, "▸ token")
        await pilot.press("down", "enter")
        await pane.shows(pilot, "▾ token", '"alg": "none"')
        await pilot.press("enter")
        await pane.shows(pilot, "▸ token")

    await story(tell)


async def test_a_secret_is_taken_out_of_what_is_decoded_until_it_is_revealed() -> None:
    async def tell(pane: Pane, pilot: Any) -> None:
        hop = replace(
            exchange().hops[0], headers=(("Content-Type", "application/x-www-form-urlencoded"),)
        )
        secret = with_body(b"pin=he%6Clo+you", hops=(hop,), secrets=frozenset({"hello you"}))
        pane.widget.show(secret)
        await pane.shows(pilot, "pin  ", "fields")
        assert "hello you" not in screen_text(pane.app)

        pane.widget.reveal(show=True)
        await pane.shows(pilot, "pin  hello you")

    await story(tell)
