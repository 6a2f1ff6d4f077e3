from dataclasses import replace

import pytest
from textual.widgets import Input

from workbench.model import Baseline, Check, CheckRetry, Checks, RequestSpec, Row
from workbench.tui.panes.request.checks import ChecksTab
from workbench.tui.panes.request.suggestions import Suggestions
from workbench.tui.widgets.row_lines import RowLines
from workbench.tui.widgets.tab_bar import TabBar

from ...widgets.apps import screen_text
from .changes import Taking

pytestmark = pytest.mark.anyio
SPEC = RequestSpec(checks=Checks((Check("status == 200"), Check("url exists", enabled=False))))


def taking(spec: RequestSpec = SPEC) -> tuple[ChecksTab, Taking]:
    tab = ChecksTab(Suggestions(tuple))
    return tab, Taking(tab, spec)


async def test_checks_are_added_switched_moved_and_removed() -> None:
    tab, app = taking()
    async with app.run_test(size=(80, 14)) as pilot:
        tab.show(SPEC, anew=True)
        await pilot.pause()
        tab.query_one("#expect RowLines", RowLines).focus()
        await pilot.press("space", "alt+down", "home", "delete")
        await pilot.pause()
        found = app.spec.checks.expect
        assert found == (Check("status == 200", enabled=False),)

        await pilot.press("a", *"dura", "tab", *"< 5", "enter", "escape")
        await pilot.pause()
        assert app.spec.checks.expect[-1] == Check("duration < 5")
        assert "Checks 2" in screen_text(app)


async def test_a_check_that_cannot_be_read_says_why() -> None:
    tab, app = taking(replace(SPEC, checks=Checks((Check("nonsense == 1"),))))
    async with app.run_test(size=(100, 14)) as pilot:
        tab.show(app.spec, anew=True)
        await pilot.pause()

        assert "nonsense == 1  ! " in screen_text(app)


async def test_captures_are_edited_in_their_part() -> None:
    tab, app = taking()
    async with app.run_test(size=(80, 14)) as pilot:
        tab.show(SPEC, anew=True)
        app.query_one("#checks-part", TabBar).choose("Captures")
        await pilot.pause()
        tab.query_one("#captures RowLines", RowLines).focus()
        await pilot.press("a", *"id", "tab", *"status ", "enter", "escape")
        await pilot.pause()

        assert app.spec.captures == (Row("id", "status "),)


async def test_a_retry_is_a_number_of_times_and_seconds() -> None:
    tab, app = taking()
    async with app.run_test(size=(80, 14)) as pilot:
        tab.show(SPEC, anew=True)
        app.query_one("#checks-part", TabBar).choose("Retry")
        await pilot.pause()
        tab.query_one("#times", Input).focus()
        await pilot.press("3", "tab", *"0.5")
        await pilot.pause()
        assert app.spec.checks.retry == CheckRetry(3, 0.5)

        await pilot.press("x")
        await pilot.pause()
        assert "! a number of seconds, please" in screen_text(app)


async def test_a_baseline_is_switched_on_and_off_and_comes_back_as_it_was() -> None:
    tab, app = taking()
    async with app.run_test(size=(80, 14)) as pilot:
        tab.show(SPEC, anew=True)
        app.query_one("#checks-part", TabBar).choose("Baseline")
        await pilot.pause()
        tab.query_one("#headers", Input).focus()
        await pilot.press(*"etag")
        tab.query_one("#paths RowLines", RowLines).focus()
        await pilot.press("a", *"ignore", "tab", *"$.date", "enter", "escape")
        await pilot.pause()
        wanted = Baseline(ignore=("$.date",), headers=("etag",))
        assert app.spec.baseline == wanted
        bar = app.query_one("#baseline", TabBar)
        bar.choose("off")
        await pilot.pause()
        off = replace(SPEC, baseline=None)
        assert app.spec == off
        bar.choose("on")
        await pilot.pause()
        assert app.spec.baseline == wanted


async def test_another_request_gets_nothing_of_the_first() -> None:
    tab, app = taking()
    async with app.run_test(size=(80, 14)) as pilot:
        tab.show(replace(SPEC, baseline=Baseline("x.toml")), anew=True)
        tab.show(RequestSpec(), anew=True)
        app.spec = RequestSpec()
        app.query_one("#baseline", TabBar).choose("on")
        await pilot.pause()

        assert app.spec.baseline == Baseline()
