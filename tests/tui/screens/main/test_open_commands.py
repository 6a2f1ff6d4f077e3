import gc
import time
import weakref
from pathlib import Path

import pytest

from workbench.store.views import load_view
from workbench.tui.panes.request.url_input import UrlInput
from workbench.tui.panes.tabs import RequestTabs
from workbench.tui.screens.dialogs import Pick
from workbench.tui.screens.questions import Questions

from ...shops import Desk, desk, write_shop

pytestmark = pytest.mark.anyio


async def edited(here: Desk, node: str) -> None:
    """Open a request and change its URL, which keeps its tab."""
    await here.open(node)
    await here.press("ctrl+l", "end", "x")
    await here.until(lambda: node in here.main.state.drafts)


def order(here: Desk) -> tuple[str, ...]:
    return here.main.state.tabs.order


async def test_looking_at_requests_uses_one_tab_until_one_is_kept(tmp_path: Path) -> None:
    async with desk(write_shop(tmp_path)) as here:
        await here.open("users")
        await here.open("slow")
        assert order(here) == ("slow",)
        assert not here.main.query_one(RequestTabs).display

        await here.open("slow")
        await here.open("auth/login")
        assert order(here) == ("slow", "auth/login")
        await here.sees("GET Slow", "▌POST Log in")


async def test_tabs_are_walked_moved_and_numbered_by_keys(tmp_path: Path) -> None:
    async with desk(write_shop(tmp_path)) as here:
        for node in ("users", "slow", "auth/login"):
            await here.open(node)
            await here.press("enter")
        assert order(here) == ("users", "slow", "auth/login")

        await here.press("alt+right")
        assert here.main.state.opened == "users"
        await here.press("alt+left", "alt+left")
        assert here.main.state.opened == "slow"
        await here.press("alt+3")
        assert here.main.state.opened == "auth/login"
        await here.press("alt+shift+left")
        assert order(here) == ("users", "auth/login", "slow")
        assert here.tree.node == "auth/login"


async def test_closing_keeps_unsaved_edits_and_opening_brings_them_back(tmp_path: Path) -> None:
    async with desk(write_shop(tmp_path)) as here:
        await edited(here, "users")
        await edited(here, "slow")
        await here.press("ctrl+f4")
        assert order(here) == ("users",)
        assert set(here.main.state.drafts) == {"users", "slow"}

        await here.press("alt+u")
        assert here.main.state.opened == "slow"
        assert here.main.query_one(UrlInput).value.endswith("0.05x")
        here.tree.focus()
        await here.press("ctrl+w", "ctrl+w")
        assert order(here) == ()
        await here.sees("Pick a request in the collection")
        assert set(here.main.state.drafts) == {"users", "slow"}


async def test_open_requests_can_be_chosen_from_a_list(tmp_path: Path) -> None:
    async with desk(write_shop(tmp_path)) as here:
        await edited(here, "users")
        await here.open("slow")
        await here.press("alt+t")
        await here.until(lambda: isinstance(here.app.screen, Pick))
        await here.sees("● GET     List users  users")
        await here.press(*"list", "enter")
        await here.until(lambda: here.main.state.opened == "users")


async def test_the_mouse_closes_and_keeps(tmp_path: Path) -> None:
    async with desk(write_shop(tmp_path)) as here:
        await edited(here, "users")
        await here.open("slow")
        row = here.main.query_one(RequestTabs)
        x = row.render().plain.index("Slow")
        await here.pilot.click(row, offset=(x, 0), times=2)
        await here.pilot.pause()
        assert here.main.state.tabs.preview is None

        await here.pilot.click(row, offset=(3, 0), button=2)
        await here.pilot.pause()
        assert order(here) == ("slow",)
        assert here.main.state.opened == "slow"


async def test_what_a_request_speaks_is_told_in_the_tree_and_on_its_tab(tmp_path: Path) -> None:
    root = write_shop(tmp_path)
    (root / "chat.toml").write_text('name = "Chat"\nurl = "{{live}}/chat"\n')
    (root / "collection.toml").write_text('format = 1\n[variables]\nlive = "wss://x"\n')
    (root / "environments" / "other.toml").write_text('[variables]\nlive = "http://x"\n')
    async with desk(root) as here:
        await edited(here, "users")
        await here.open("chat")
        await here.sees("▌WS Chat", "WS   Chat")
        here.main.state = here.main.state.switching("other")
        here.main.show()
        await here.sees("▌GET Chat", "GET  Chat")


async def test_what_the_command_line_gives_tells_what_is_spoken(tmp_path: Path) -> None:
    async with desk(write_shop(tmp_path), "ws://127.0.0.1:1") as here:
        await here.open("users")
        await here.sees("▌WS   List users", "Messages")


async def test_a_tab_is_dragged_to_its_place_and_is_there_after_a_restart(tmp_path: Path) -> None:
    root = write_shop(tmp_path)
    async with desk(root) as here:
        await edited(here, "users")
        await edited(here, "slow")
        await edited(here, "auth/login")
        row = here.main.query_one(RequestTabs)

        def at(name: str) -> tuple[int, int]:
            return (row.render().plain.index(name), 0)

        await here.pilot.mouse_down(row, offset=at("List"))
        await here.pilot.hover(row, offset=at("Slow"))  # its first half: not yet
        assert order(here) == ("users", "slow", "auth/login")
        x, _ = at("Log in")
        await here.pilot.hover(row, offset=(x + 3, 0))
        await here.pilot.pause()
        assert order(here) == ("slow", "auth/login", "users")
        assert here.main.state.opened == "users"
        await here.pilot.hover(row, offset=at("Slow"))
        await here.pilot.pause()
        await here.pilot.mouse_up(row, offset=at("Slow"))
        await here.pilot.pause()
        assert order(here) == ("users", "slow", "auth/login")

        await here.pilot.hover(row, offset=at("Log in"))  # nothing is held any more
        await here.pilot.pause()
        assert order(here) == ("users", "slow", "auth/login")
        await here.pilot.mouse_down(row, offset=at("Log in"))
        await here.pilot.hover(row, offset=at("List"))
        await here.pilot.mouse_up(row, offset=at("List"))
        await here.pilot.pause()
        assert order(here) == ("auth/login", "users", "slow")
        assert here.main.state.opened == "auth/login"
    async with desk(root) as here:
        assert order(here) == ("auth/login", "users", "slow")
        assert here.main.state.opened == "auth/login"


async def test_open_requests_come_back_with_the_collection(tmp_path: Path) -> None:
    root = write_shop(tmp_path)
    async with desk(root) as here:
        await edited(here, "users")
        await edited(here, "slow")
        await here.open("auth/login")
        await here.press("alt+1")
    assert load_view(root).tabs == ("users", "slow", "auth/login")

    (root / "slow.toml").unlink()
    (root / "auth" / "login.toml").unlink()
    async with desk(root) as here:
        assert order(here) == ("users", "slow")  # edits of a file that is gone are still there
        assert here.main.state.opened == "users"
        assert here.tree.node == "users"
        await here.sees("▌GET List users ●")


async def test_what_is_renamed_or_deleted_is_followed(tmp_path: Path) -> None:
    root = write_shop(tmp_path)
    async with desk(root) as here:
        await here.open("users")
        await here.press("enter")
        await here.open("slow")
        await here.press("enter")
        await here.open("auth/login")
        here.tree.reveal("users")
        await here.press("f2")
        await here.sees("Rename")
        await here.press(*"People", "enter")
        await here.until(lambda: "people" in order(here))
        (root / "slow.toml").unlink()
        await here.press("f8")

        await here.until(lambda: order(here) == ("people", "auth/login"))
        assert here.main.state.opened == "auth/login"


async def test_what_is_in_flight_goes_on_behind_other_tabs(tmp_path: Path, demo_url: str) -> None:
    async with desk(write_shop(tmp_path), demo_url) as here:
        await here.open("slow")
        await here.press("ctrl+r")
        await here.until(lambda: here.main.state.in_flight("slow"))
        await here.open("users")
        assert order(here) == ("slow", "users")

        def got() -> int:
            body = here.main.state.exchanges["slow"].body
            return body.size if body is not None else 0

        before = got()
        await here.until(lambda: got() > before)
        assert here.main.state.in_flight("slow")
        await here.press("alt+1")
        await here.sees("200 OK")
        rows = here.response.body.view.rows_total
        await here.until(lambda: here.response.body.view.rows_total > rows)
        await here.press("escape")
        await here.done()


async def test_a_response_is_come_back_to_as_it_was_left(tmp_path: Path, demo_url: str) -> None:
    async with desk(write_shop(tmp_path), demo_url) as here:
        body = here.response.body
        await here.open("users")
        await here.press("ctrl+r")
        await here.done()
        here.response.focus_body()
        await here.until(lambda: body.view.rows_total > 10)
        whole = body.view.rows_total
        await here.press("slash", *"email", "enter")
        await here.until(lambda: "hit 1/" in here.text)
        await here.press("down", "z")
        await here.until(lambda: body.view.rows_total < whole)
        await here.press("down")
        left = body.view.cursor, body.view.scroll_offset, body.view.rows_total, body.finder.words

        await here.open("auth/login")
        await here.press("ctrl+r")
        await here.done()
        assert not body.finder.is_open
        assert body.view.cursor == 0
        here.response.show_tab("Headers")
        await here.press("down", "down")
        await here.press("alt+1")
        assert here.main.state.opened == "users"
        assert here.response.active == "Body"
        await here.sees('"users": [')
        now = body.view.cursor, body.view.scroll_offset, body.view.rows_total, body.finder.words
        assert now == left
        await here.sees("hit ")

        await here.press("alt+2")
        assert here.response.active == "Headers"
        assert not body.finder.is_open
        assert "Content-Type" in here.text or "content-type" in here.text


async def test_what_came_back_is_let_go_with_the_tab(tmp_path: Path, demo_url: str) -> None:
    async with desk(write_shop(tmp_path), demo_url) as here:
        for node in ("users", "auth/login"):
            await here.open(node)
            await here.press("ctrl+r")
            await here.done()
        await here.press("alt+1")
        body = weakref.ref(here.response.body.readable)
        await here.press("alt+2")
        assert body() is not None
        await here.press("alt+1", "ctrl+f4")
        assert here.main.state.exchanges["users"].body is None
        await here.until(lambda: gc.collect() >= 0 and body() is None)
        await here.sees("✓")


async def test_what_was_revealed_is_hidden_again(tmp_path: Path, demo_url: str) -> None:
    root = write_shop(tmp_path)
    path = root / "environments" / "local.toml"
    path.write_text(path.read_text() + '[secrets]\nword = "prompt"\n')
    (root / "auth" / "login.toml").write_text(
        'name = "Log in"\nmethod = "POST"\nurl = "{{base_url}}/echo"\n'
        '[body]\ntype = "text"\ntext = "{{word}}"\n'
    )
    async with desk(root, demo_url) as here:
        await here.open("auth/login")
        await here.press("ctrl+r")
        await here.until(lambda: isinstance(here.app.screen, Questions))
        await here.press(*"swordfish", "enter")
        await here.sees("Allow it")
        await here.press("y")
        await here.done()
        await here.open("users")
        await here.press("alt+1")
        here.response.focus_body()
        await here.press("V")
        await here.sees("swordfish")
        await here.press("alt+2")
        assert "swordfish" not in here.text
        await here.press("alt+1")
        await here.sees("200 OK")
        assert "swordfish" not in here.text


async def test_many_open_requests_have_one_set_of_widgets(tmp_path: Path) -> None:
    root = write_shop(tmp_path)
    for number in range(100):
        text = f'name = "Request {number}"\nurl = "http://127.0.0.1:1/{number}"\n'
        (root / f"r{number}.toml").write_text(text)
    async with desk(root) as here:
        main = here.main
        await here.open("r0")
        await here.press("enter")
        one = len(main.query("*"))
        for number in range(1, 100):
            main.state = main.state.opening(f"r{number}", keep=True)
        main.show()
        await here.pilot.pause()
        assert len(order(here)) == 100
        assert len(main.query("*")) == one

        started = time.process_time()
        for _ in range(100):
            main.bench.open.next_request()
        assert (time.process_time() - started) / 100 < 0.05
        assert main.state.opened == "r99"
        await here.sees("‹", "▌GET Request 99")
