import pytest
from textual import on
from textual.events import MouseScrollDown, MouseScrollUp

from workbench.model import Collection, Folder, RequestSpec, SavedRequest
from workbench.tui.panes.tabs import RequestTabs
from workbench.tui.state import State

from ...samples import exchange
from ...widgets.apps import Showing, screen_text

pytestmark = pytest.mark.anyio
WORDS = ("users", "注文一覧", "🙂 smile", "status", "a very long name of a request indeed")


def state(count: int) -> State:
    """Return some open requests, of which the first is active."""
    made = [
        SavedRequest(f"r{i}", RequestSpec(name=f"{WORDS[i % len(WORDS)]} {i}"))
        for i in range(count)
    ]
    found = State(Collection(Folder("", "Shop", children=tuple(made))))
    for request in made:
        found = found.opening(request.id, keep=True)
    return found.showing(found.tabs.going_to(0))


class Listening(Showing):
    wanted: list[tuple[str, str]]

    def on_mount(self) -> None:
        self.wanted = []

    @on(RequestTabs.Wanted)
    def _remember(self, event: RequestTabs.Wanted) -> None:
        self.wanted.append((event.what, event.node))


def line(app: Showing) -> str:
    """Return what the row shows."""
    return screen_text(app).splitlines()[0].rstrip()


async def test_one_request_needs_no_row() -> None:
    row = RequestTabs()
    async with Listening(row).run_test() as pilot:
        row.show(state(1))
        await pilot.pause()
        assert not row.display

        row.show(state(2))
        await pilot.pause()
        assert row.display


@pytest.mark.parametrize("width", [20, 46, 80, 120])
async def test_the_row_never_overflows_and_holds_the_active_tab(width: int) -> None:
    row = RequestTabs()
    app = Listening(row)
    async with app.run_test(size=(width, 5)) as pilot:
        shown = state(30)
        for _ in range(30):
            row.show(shown)
            await pilot.pause()
            drawn = row.render()
            assert drawn.cell_length <= width
            assert drawn.plain.count("▌") == 1
            shown = shown.showing(shown.tabs.stepping(1))


async def test_what_is_out_of_view_is_counted() -> None:
    row = RequestTabs()
    app = Listening(row)
    async with app.run_test(size=(60, 5)) as pilot:
        shown = state(12)
        row.show(shown)
        await pilot.pause()
        assert line(app).endswith("9›")

        row.show(shown.showing(shown.tabs.going_to(6)))
        await pilot.pause()
        assert line(app).startswith("‹")
        assert line(app).endswith("›")


async def test_clicks_choose_keep_and_close() -> None:
    row = RequestTabs()
    app = Listening(row)
    async with app.run_test(size=(80, 5)) as pilot:
        row.show(state(3))
        await pilot.pause()
        second = row.render().plain.index("注") - 3
        await pilot.click(row, offset=(second + 3, 0))
        await pilot.click(row, offset=(second + 3, 0), times=2)
        await pilot.click(row, offset=(2, 0), button=2)

        assert app.wanted[0] == ("look", "r1")
        assert ("keep", "r1") in app.wanted
        assert app.wanted[-1] == ("close", "r0")


async def test_the_wheel_brings_other_tabs_into_view_until_another_is_active() -> None:
    row = RequestTabs()
    app = Listening(row)
    async with app.run_test(size=(60, 5)) as pilot:
        shown = state(12)
        row.show(shown)
        await pilot.pause()
        for _ in range(20):
            row.post_message(MouseScrollDown(row, 1, 0, 0, 1, 0, False, False, False))
        await pilot.pause()
        assert "▌" not in row.render().plain
        assert not line(app).endswith("›")
        assert app.wanted == []

        for _ in range(20):
            row.post_message(MouseScrollUp(row, 1, 0, 0, -1, 0, False, False, False))
        await pilot.pause()
        assert not line(app).startswith("‹")

        row.show(shown.showing(shown.tabs.going_to(9)))
        await pilot.pause()
        assert "▌" in row.render().plain


async def test_a_click_on_a_count_brings_those_into_view() -> None:
    row = RequestTabs()
    app = Listening(row)
    async with app.run_test(size=(60, 5)) as pilot:
        row.show(state(12))
        await pilot.pause()
        before = line(app)
        await pilot.click(row, offset=(row.render().cell_length - 1, 0))
        await pilot.pause()

        assert line(app) != before
        assert app.wanted == []


async def test_with_the_focus_arrows_go_from_tab_to_tab() -> None:
    row = RequestTabs()
    app = Listening(row)
    async with app.run_test(size=(60, 5)) as pilot:
        row.show(state(3))
        row.focus()
        await pilot.press("right", "left", "end")

        assert [node for _, node in app.wanted] == ["r1", "r0", "r2"]


async def test_the_mark_of_what_is_in_flight_turns() -> None:
    row = RequestTabs()
    app = Listening(row)
    async with app.run_test(size=(60, 5)) as pilot:
        row.show(state(2).moving_on(exchange(request="r1", phase="receiving")))
        await pilot.pause()
        seen = set()
        for _ in range(12):
            row.tick()
            await pilot.pause()
            seen.add(line(app))

        assert len(seen) == 4


async def test_each_tab_in_view_can_be_jumped_to() -> None:
    row = RequestTabs()
    app = Listening(row)
    async with app.run_test(size=(60, 5)) as pilot:
        row.show(state(12))
        await pilot.pause()
        second, act = [*row.jump_spots()][1]
        assert row.render().plain[second.x] == "│"
        act()
        await pilot.pause()

        assert app.wanted == [("look", "r1")]
