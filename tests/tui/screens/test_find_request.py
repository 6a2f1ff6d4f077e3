import pytest
from textual.widgets import Input

from workbench.model import NodeId, RequestSpec, SavedRequest
from workbench.tui.screens.find_request import FindRequest, Found, candidates

from ..widgets.apps import Showing, screen_text

pytestmark = pytest.mark.anyio


def request(node: str, **parts: object) -> SavedRequest:
    return SavedRequest(node, RequestSpec(**parts))  # type: ignore[arg-type]


REQUESTS = [
    request("users/list", name="List users", url="https://api/users"),
    request("users/new", name="Create", method="POST", url="https://api/users", tags=("smoke",)),
    request("odd", name="[red]odd\x1b[2J", url="https://api/odd"),
]


@pytest.mark.parametrize(
    ("typed", "first"),
    [("list", "users/list"), ("post", "users/new"), ("#smo", "users/new"), ("api odd", "odd")],
)
async def test_it_is_found_by_name_url_method_or_tag(typed: str, first: str) -> None:
    app, answers = Showing(), list[NodeId | None]()
    async with app.run_test(size=(120, 30)) as pilot:
        app.push_screen(FindRequest(REQUESTS), answers.append)
        await pilot.pause()
        await pilot.press(*typed)
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()

    assert answers == [first]


async def test_what_nothing_fits_opens_nothing() -> None:
    app, answers = Showing(), list[NodeId | None]()
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(FindRequest(REQUESTS), answers.append)
        await pilot.pause()
        await pilot.press(*"zzz")
        await pilot.pause()
        assert "no request fits" in screen_text(app)
        await pilot.press("enter")
        await pilot.pause()

    assert answers == [None]


async def test_the_list_is_moved_through_while_typing_and_shows_odd_names_safely() -> None:
    app = Showing()
    async with app.run_test(size=(120, 30)) as pilot:
        app.push_screen(FindRequest(REQUESTS))
        await pilot.pause()
        await pilot.press("down", "down")
        assert app.screen.query_one(Found).cursor == 2
        assert app.screen.query_one(Input).has_focus
        assert "[red]odd␛[2J" in screen_text(app)


def test_a_long_url_is_searched_at_its_beginning_only() -> None:
    (made,) = candidates([request("a", url="https://x/" + "y" * 100_000)], lambda _: "GET")

    assert len(made.words) == 500
