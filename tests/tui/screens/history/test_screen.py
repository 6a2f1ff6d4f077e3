from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from workbench.store.history import History
from workbench.store.paths import config_dir, history_folder
from workbench.tui.panes.response import ResponsePane
from workbench.tui.screens.comparison import Comparison
from workbench.tui.screens.history import HistoryScreen
from workbench.tui.screens.history.entry_list import EntryList

from ....store.history.records import record
from ...shops import Desk, desk, write_shop

pytestmark = pytest.mark.anyio


def fill(root: Path, count: int = 0) -> Path:
    """Write a shop, and a history of it."""
    shop = write_shop(root)
    history = History(history_folder(shop))
    if count:
        history.add(record(number) for number in range(count))
    else:
        history.add(
            [
                record(10, body=b'{"id": 1, "tags": []}'),
                record(20, body=b'{"id": 2, "tags": ["a"]}', status=201),
                record(30, request="auth/login", name="Log in", method="POST", status=404),
                record(40, request="gone", name="Gone", environment="other", body=b"text\n"),
            ]
        )
    history.close()
    return shop


@asynccontextmanager
async def looking(
    root: Path, base_url: str = "", size: tuple[int, int] = (120, 40)
) -> AsyncIterator[tuple[Desk, EntryList]]:
    """Open the history, and wait until it is listed."""
    async with desk(root, base_url, size) as here:
        await here.press("f11")
        await here.until(lambda: isinstance(here.app.screen, HistoryScreen))
        listed = here.app.screen.query_one(EntryList)
        await here.until(lambda: listed.nothing != "reading …")
        yield here, listed


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])
async def test_what_was_sent_is_listed_newest_first_with_its_response(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with looking(fill(tmp_path), size=size) as (here, listed):
        await here.sees("of Shop, 4 sends", "Gone", "Log in", "● 404", "text")
        assert [*listed.numbers] == [4, 3, 2, 1]
        kept = here.app.screen.query_one("#both").region
        assert (kept.x, kept.right) == (1, size[0] - 1)
        assert here.app.screen.query_one(ResponsePane).region.right == size[0] - 1

        await here.press("down", "down")
        await here.sees('"id": 2', "● 201")


async def test_nothing_yet_is_said_and_no_key_does_harm(tmp_path: Path) -> None:
    async with looking(write_shop(tmp_path)) as (here, _):
        await here.sees("nothing was sent yet", "0 sends")
        await here.press("space", "c", "r", "s", "o", "d", "X", "enter", "tab", "B")
        await here.press("escape")
        await here.until(lambda: here.app.screen is here.main)


async def test_words_narrow_the_list_and_a_wrong_one_is_explained(tmp_path: Path) -> None:
    async with looking(fill(tmp_path)) as (here, listed):
        await here.press("slash", *"status:4xx")
        await here.until(lambda: [*listed.numbers] == [3])
        await here.press("ctrl+u", *"env:Other gone")
        await here.until(lambda: [*listed.numbers] == [4])
        await here.press("ctrl+u", *"colour:red")
        await here.sees('nothing to filter by "colour"')
        await here.press("ctrl+u", *"no such thing")
        await here.sees("nothing that was sent is like that")
        await here.press("escape")
        await here.until(lambda: [*listed.numbers] == [4, 3, 2, 1])
        assert here.app.focused is listed


async def test_two_marked_ones_are_compared(tmp_path: Path) -> None:
    async with looking(fill(tmp_path)) as (here, listed):
        await here.press("end", "space")
        await here.sees("◆")
        await here.press("up")
        await here.sees('"id": 2')
        await here.press("c")
        await here.until(lambda: isinstance(here.app.screen, Comparison))
        await here.sees("~ $.id: 1 → 2", '+ $.tags[0]: "a"', "- HTTP/1.1 200 OK")
        await here.press("escape")
        assert here.app.focused is listed


async def test_without_a_mark_the_latest_of_the_request_is_compared_with(tmp_path: Path) -> None:
    async with looking(fill(tmp_path)) as (here, _):
        await here.press("c")
        await here.sees("there is nothing to compare with")
        await here.press("end")
        await here.sees('"id": 1')
        await here.press("c")
        await here.sees("~ $.id: 1 → 2")


async def test_what_was_sent_is_sent_again_as_it_was_in_its_environment(
    tmp_path: Path, demo_url: str
) -> None:
    root = write_shop(tmp_path)
    (root / "environments/local.toml").write_text(f'[variables]\nbase_url = "{demo_url}"\n')
    async with desk(root) as here:
        await here.open("users")
        await here.press("ctrl+r")
        await here.done()
        await here.until(lambda: here.main.state.shown is not None)
        here.main.state = here.main.state.switching("other")
        users = root / "users.toml"
        users.write_text(users.read_text().replace("/users", "/status/418"))
        await here.press("f8")
        await here.press("f11")
        await here.sees("1 send")
        await here.sees("List users,")
        await here.press("r")
        await here.until(lambda: here.app.screen is here.main)
        await here.until(lambda: here.main.state.exchanges["users"].id == 2)
        await here.done()

        assert here.main.state.exchanges["users"].status == 200
        assert here.main.state.environment == "other"
        assert here.main.state.spec is not None
        assert here.main.state.spec.url.endswith("/status/418")

        await here.press("f11")
        await here.sees("2 sends")
        text = here.text
        assert text.count("local") >= 2


async def test_a_request_that_is_gone_comes_back_as_a_draft_when_it_is_sent_again(
    tmp_path: Path, demo_url: str
) -> None:
    async with looking(fill(tmp_path), demo_url) as (here, _):
        await here.sees("Gone,")
        await here.press("o")
        await here.sees("not in the collection any more")
        await here.press("r")
        await here.until(lambda: here.app.screen is here.main)
        await here.done()
        assert here.main.state.opened == "gone"
        assert "gone" in here.main.state.drafts
        await here.sees("● 200 OK")


async def test_a_request_is_made_from_what_was_sent(tmp_path: Path) -> None:
    root = fill(tmp_path)
    async with looking(root) as (here, _):
        await here.press("down")
        await here.sees("Log in,")
        await here.press("s")
        await here.sees("Save as a request")
        await here.press("ctrl+u", *"Like before", "enter")
        await here.sees("Save Like before in")
        await here.press("enter")
        await here.until(lambda: here.main.state.opened == "auth/like-before")
        assert 'url = "{{base_url}}/users"' in (root / "auth/like-before.toml").read_text()


async def test_keys_that_come_quickly_act_on_what_is_under_the_cursor(tmp_path: Path) -> None:
    async with looking(fill(tmp_path)) as (here, listed):
        await here.sees("Gone,")
        screen = here.app.screen
        assert isinstance(screen, HistoryScreen)
        listed.cursor = 1
        opened = screen.command_open()
        listed.cursor = 3
        await opened
        await here.until(lambda: here.main.state.opened == "auth/login")


async def test_two_are_deleted_by_two_quick_keys(tmp_path: Path) -> None:
    async with looking(fill(tmp_path)) as (here, listed):
        screen = here.app.screen
        assert isinstance(screen, HistoryScreen)
        first, second = screen.command_delete(), screen.command_delete()
        await first
        await second
        await here.sees("2 sends")
        assert [*listed.numbers] == [2, 1]


async def test_the_request_of_an_entry_is_opened(tmp_path: Path) -> None:
    async with looking(fill(tmp_path)) as (here, _):
        await here.press("down")
        await here.sees("Log in,")
        await here.press("o")
        await here.until(lambda: here.main.state.opened == "auth/login")


async def test_entries_are_deleted_one_by_one_and_all_at_once_after_asking(tmp_path: Path) -> None:
    async with looking(fill(tmp_path)) as (here, listed):
        await here.press("down", "d")
        await here.until(lambda: [*listed.numbers] == [4, 2, 1])
        await here.sees("3 sends")
        await here.until(lambda: listed.current == 2)

        await here.press("X")
        await here.sees("u brings it back until Workbench is closed.")
        await here.press("escape")
        assert len(listed.numbers) == 3
        await here.press("X", "y")
        await here.sees("all of it was deleted; u brings it back until Workbench is closed")
        assert here.app.screen.query_one(ResponsePane).shown is None


async def test_all_that_was_deleted_comes_back_in_the_order_it_went(tmp_path: Path) -> None:
    async with looking(fill(tmp_path)) as (here, listed):
        await here.press("down", "d")
        await here.until(lambda: [*listed.numbers] == [4, 2, 1])
        await here.sees("3 sends")
        await here.press("X", "y")
        await here.sees("all of it was deleted", "0 sends")

        await here.press("u")
        await here.until(lambda: [*listed.numbers] == [4, 2, 1])
        await here.press("u")
        await here.until(lambda: [*listed.numbers] == [4, 3, 2, 1])
        await here.press("u")
        await here.sees("nothing was deleted that can be brought back")


async def test_all_that_was_deleted_comes_back_on_a_later_visit_but_not_in_a_later_session(
    tmp_path: Path,
) -> None:
    shop = fill(tmp_path)
    history = History(history_folder(shop))
    async with looking(shop) as (here, listed):
        await here.press("X", "y")
        await here.sees("all of it was deleted")
        await here.press("escape")
        await here.until(lambda: here.app.screen is here.main)
        await here.press("f11")
        await here.sees("all of it was deleted")
        await here.press("u")
        await here.sees("4 sends")
        listed = here.app.screen.query_one(EntryList)
        await here.until(lambda: listed.count == 4)
        await here.press("X", "y")
        await here.sees("all of it was deleted")
    assert [*history.find(with_cleared=True)] == []
    history.close()

    async with looking(shop) as (here, _):
        await here.sees("nothing was sent yet")
        await here.press("u")
        await here.sees("nothing was deleted that can be brought back")


async def test_the_keys_that_are_told_are_the_users(tmp_path: Path) -> None:
    settings = config_dir() / "settings.toml"
    settings.parent.mkdir(parents=True, exist_ok=True)
    keys = '[keys]\n"history.undo" = "ctrl+y"\n"history.open" = "g"\n"filter.leave" = "f5"\n'
    settings.write_text(keys, encoding="utf-8")
    async with looking(fill(tmp_path)) as (here, listed):
        await here.press("enter", "V")
        await here.sees("g opens the request")
        await here.press("tab", "slash", *"none such")
        await here.sees("f5 in the filter lists all")
        await here.press("f5")
        await here.until(lambda: len(listed.numbers) == 4)
        await here.press("X")
        await here.sees("ctrl+y brings it back until Workbench is closed.")
        await here.press("y", "ctrl+y")
        await here.until(lambda: [*listed.numbers] == [4, 3, 2, 1])


async def test_what_a_killed_session_cleared_is_gone_soon_after_the_next_start(
    tmp_path: Path,
) -> None:
    shop = fill(tmp_path)
    history = History(history_folder(shop), holder="999999999 1")
    history.clear()
    async with desk(shop) as here:
        await here.until(lambda: not history.find(with_cleared=True))
    history.close()


async def test_what_was_deleted_comes_back_one_by_one(tmp_path: Path) -> None:
    async with looking(fill(tmp_path)) as (here, listed):
        await here.press("u")
        await here.sees("nothing was deleted")
        await here.press("down", "d")
        await here.until(lambda: [*listed.numbers] == [4, 2, 1])
        await here.sees("3 sends")
        await here.press("d")
        await here.until(lambda: [*listed.numbers] == [4, 1])
        await here.sees("2 sends")

        await here.press("u")
        await here.until(lambda: [*listed.numbers] == [4, 2, 1] and listed.current == 2)
        await here.press("u")
        await here.until(lambda: [*listed.numbers] == [4, 3, 2, 1] and listed.current == 3)
        await here.sees("Log in,")


async def test_thousands_are_scrolled_through(tmp_path: Path) -> None:
    async with looking(fill(tmp_path, 5000)) as (here, listed):
        await here.sees("5,000 sends")
        await here.press("end")
        await here.until(lambda: listed.current == 1)
        await here.until(lambda: listed.entry(4999) is not None)
        await here.press("home", "pagedown")
        await here.until(lambda: listed.entry(listed.cursor) is not None)


async def test_what_ends_meanwhile_appears(tmp_path: Path, demo_url: str) -> None:
    async with desk(write_shop(tmp_path), demo_url) as here:
        await here.open("slow")
        await here.press("ctrl+r")
        await here.until(lambda: here.main.state.in_flight("slow"))
        await here.press("f11")
        await here.sees("0 sends")
        await here.press("f1")
        here.main.bench.sends.cancel()
        listed = next(s for s in here.app.screen_stack if isinstance(s, HistoryScreen))
        await here.until(lambda: listed.query_one(EntryList).count == 1)
        await here.press("escape")
        await here.sees("1 send", "✗ cancelled")


async def test_the_response_can_be_looked_at_by_key_and_mouse(tmp_path: Path) -> None:
    async with looking(fill(tmp_path)) as (here, listed):
        await here.press("end")
        await here.sees('"id": 1')
        await here.press("enter")
        pane = here.app.screen.query_one(ResponsePane)
        assert pane.has_focus_within
        await here.press("right_square_bracket")
        await here.sees("Content-Type: text/plain")
        await here.press("V")
        await here.sees("o opens the request")
        await here.press("tab")
        assert here.app.focused is listed

        await here.pilot.click(EntryList, offset=(10, 1))
        await here.sees("Log in,")
