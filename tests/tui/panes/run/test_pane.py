from dataclasses import replace

import pytest
from textual import on
from textual.message import Message
from textual.widgets import Input

from workbench.engine.progress import RunProgress
from workbench.model import Plan, Resolved
from workbench.tui.panes.run import RunPane
from workbench.tui.panes.run.pane import MOST, figures, sparkline

from ...samples import exchange
from ...widgets.apps import Showing, screen_text

pytestmark = pytest.mark.anyio

PLAN = Plan((Resolved("users", "List users", "GET", "http://h/"),), repeat=3)


class Listening(Showing):
    def __init__(self) -> None:
        super().__init__(RunPane())
        self.heard: list[Message] = []

    @on(RunPane.Started)
    @on(RunPane.Stopped)
    @on(RunPane.RowChosen)
    def _hear(self, message: Message) -> None:
        self.heard.append(message)


def progress(*statuses: int, over: bool = False) -> RunProgress:
    found = RunProgress(PLAN)
    found.begin()
    for number, status in enumerate(statuses, 1):
        found.add(number, exchange(number, status=status))
    if over:
        found.end(cancelled=False)
    return found


def test_a_sparkline_has_the_highest_value_as_a_full_block() -> None:
    assert sparkline([], 10) == ""
    assert sparkline([0, 1, 4, 8], 10) == " ▁▄█"
    assert sparkline([0.0, 0.0], 10) == "  "
    assert sparkline([1e-9, 1.0], 10) == "▁█"  # little is not nothing


def test_a_sparkline_that_is_too_long_keeps_its_peaks() -> None:
    values = [1.0] * 1000
    values[500] = 8.0
    line = sparkline(values, 40)

    assert len(line) == 40
    assert line.count("█") == 1
    assert line[20] == "█"


def test_figures_count_what_happened() -> None:
    text = figures(progress(200, 404, over=True), 100).plain

    assert "done 2/3" in text
    assert "✓ 1 ok" in text
    assert "✗ 1 failed" in text
    assert "p50 16.3 ms" in text


@pytest.mark.parametrize("width", [0, 20, 60, 200])
def test_figures_fit_where_there_is_little_room(width: int) -> None:
    lines = figures(progress(*[200] * 50), width).plain.split("\n")

    assert len(lines) == 2
    assert lines[0].startswith("running 50/3")


def test_a_stopped_run_says_so() -> None:
    found = progress(200)
    found.end(cancelled=True)

    assert figures(found, 80).plain.startswith("stopped 1/3")


@pytest.mark.parametrize(
    ("typed", "taken"),
    [("", 1), ("0", 1), ("-5", 1), ("7", 7), ("9999999", MOST["times"])],
)
async def test_numbers_are_kept_within_what_is_possible(typed: str, taken: int) -> None:
    app = Listening()
    async with app.run_test(size=(100, 12)) as pilot:
        for name in ("times", "at-once"):
            app.query_one(f"#{name}", Input).value = typed
        app.query_one(RunPane).focus_controls()
        assert app.focused is app.query_one("#times")
        await app.query_one("#times", Input).action_submit()
        await pilot.pause()

        assert app.heard == [RunPane.Started(taken, min(taken, MOST["at-once"]))] or not typed
        if typed:
            assert app.query_one("#times", Input).value == str(taken)


async def test_several_requests_are_offered_once_each() -> None:
    app = Listening()
    async with app.run_test(size=(100, 12)) as pilot:
        pane, times = app.query_one(RunPane), app.query_one("#times", Input)
        pane.offer("2 picked requests", True)
        assert times.value == "1"
        times.value = "9"
        pane.offer("2 picked requests", True)
        assert times.value == "9"  # typed numbers stay with their subject
        pane.offer("[b]Users", False)
        await pilot.pause()

        assert times.value == "50"
        assert "[b]Users" in screen_text(app)


async def test_where_there_can_be_no_load_it_is_said_and_one_of_each_is_offered() -> None:
    app = Listening()
    async with app.run_test(size=(60, 12)) as pilot:
        pane = app.query_one(RunPane)
        times, at_once = app.query_one("#times", Input), app.query_one("#at-once", Input)
        pane.offer("Users", False, "[b]local is protected")
        await pilot.pause()
        assert (times.value, at_once.value) == ("1", "1")
        assert "[b]local is protected" in screen_text(app)

        pane.offer("Users", False)
        await pilot.pause()
        assert (times.value, at_once.value) == ("50", "10")
        assert "protected" not in screen_text(app)


async def test_a_run_is_watched_until_it_is_over() -> None:
    app = Listening()
    async with app.run_test(size=(100, 12)) as pilot:
        pane, run = app.query_one(RunPane), progress(200)
        pane.tick()  # no run yet, and no harm
        pane.watch_run(run)
        await pilot.pause()
        assert pane.running
        assert "running 1/3" in screen_text(app)
        assert "■ esc" in screen_text(app)

        run.add(2, replace(exchange(2, status=503), name="[@click=app.quit]x[/]"))
        run.end(cancelled=False)
        pane.tick()
        await pilot.pause()
        assert "done 2/3" in screen_text(app)
        assert "✗ 503" in screen_text(app)
        assert "[@click=app.quit]x[/]" in screen_text(app)
        assert "▶ enter" in screen_text(app)


async def test_no_second_run_starts_beside_one_that_goes_on() -> None:
    app = Listening()
    async with app.run_test(size=(100, 12)) as pilot:
        pane = app.query_one(RunPane)
        pane.watch_run(progress(200))
        pane.focus_controls()
        await pilot.press("enter")
        await pilot.pause()

        assert app.heard == []


async def test_rows_are_chosen_and_escape_stops() -> None:
    app = Listening()
    async with app.run_test(size=(100, 12)) as pilot:
        app.query_one(RunPane).watch_run(progress(200, 201))
        await pilot.pause()
        await pilot.press("home", "enter", "escape")
        await pilot.pause()

        assert app.heard[0] == RunPane.RowChosen(0)
        assert isinstance(app.heard[1], RunPane.Stopped)


async def test_on_a_small_screen_a_long_name_leaves_room_for_the_key() -> None:
    app = Listening()
    async with app.run_test(size=(54, 12)) as pilot:
        pane = app.query_one(RunPane)
        pane.offer("Events that go on and on and on", several=False)
        await pilot.pause()
        line = next(line for line in screen_text(app).split("\n") if "at once" in line)
        assert "50" in line
        assert "▶ enter" in line
