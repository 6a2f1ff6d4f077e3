"""Requests that live in no file, from the first key to the file."""

from pathlib import Path

import pytest
from textual import events

from workbench.store.drafts import Drafts
from workbench.store.paths import state_dir
from workbench.tui.open_requests import is_scratch
from workbench.tui.panes.collection import CollectionTree
from workbench.tui.screens.dialogs import Ask, Confirm, Pick

from ...shops import Desk, desk, write_shop

pytestmark = pytest.mark.anyio


async def begin(here: Desk, *typed: str) -> str:
    """Begin a scratch request and type into its URL; returns its id."""
    await here.press("alt+n")
    await here.until(lambda: is_scratch(here.main.state.opened or ""))
    await here.press("end", *typed)
    return here.main.state.opened or ""


async def test_a_scratch_request_is_in_no_file_until_it_is_saved(tmp_path: Path) -> None:
    root = write_shop(tmp_path)
    before = sorted(root.rglob("*"))
    async with desk(root, "http://127.0.0.1:1") as here:
        node = await begin(here, *"things")
        await here.sees("/things ● in no file yet", "GET  /things ")
        assert sorted(root.rglob("*")) == before

        here.tree.reveal("auth/login")
        await here.press("ctrl+s")
        await here.until(lambda: isinstance(here.app.screen, Ask))
        await here.press(*"All things", "enter")
        await here.until(lambda: isinstance(here.app.screen, Pick))
        await here.press("enter")
        await here.until(lambda: here.main.state.opened == "auth/all-things")
        assert here.main.state.tabs.order == ("auth/all-things",)
        assert node not in here.main.state.drafts

    text = (root / "auth" / "all-things.toml").read_text()
    assert 'url = "{{base_url}}/things"' in text
    async with desk(root) as here:
        assert here.main.state.drafts == {}
        assert here.main.state.opened == "auth/all-things"


async def test_a_scratch_request_can_be_sent_and_keeps_its_response(
    tmp_path: Path, demo_url: str
) -> None:
    root = write_shop(tmp_path)
    async with desk(root, demo_url) as here:
        await begin(here, *"users", "enter")
        await here.done()
        await here.sees("200 OK")
        await here.press("ctrl+s")
        await here.until(lambda: isinstance(here.app.screen, Ask))
        await here.press(*"Mine", "enter")
        await here.until(lambda: isinstance(here.app.screen, Pick))
        await here.press("enter")
        await here.until(lambda: here.main.state.opened == "mine")

        assert here.main.state.exchanges["mine"].status == 200
        await here.sees("200 OK")


@pytest.mark.parametrize(
    ("text", "method", "url"),
    [
        ("curl -X PUT http://h/a \\\r  -H 'X-A: 1'\r", "PUT", "http://h/a"),
        ("DELETE /a HTTP/1.1\rHost: h:80\r\r", "DELETE", "http://h:80/a"),
        (" https://h/a\r", "GET", "https://h/a"),
    ],
)
async def test_a_request_that_is_pasted_into_nothing_begins_one(
    tmp_path: Path, text: str, method: str, url: str
) -> None:
    async with desk(write_shop(tmp_path)) as here:
        here.tree.focus()
        here.app.post_message(events.Paste("nothing to send"))
        here.app.post_message(events.Paste(text))
        await here.until(lambda: here.main.state.spec is not None)
        await here.until(lambda: here.main.state.spec.url == url)  # type: ignore[union-attr]

        assert here.main.state.spec is not None
        assert here.main.state.spec.method == method
        assert is_scratch(here.main.state.opened or "")
        assert len(here.main.state.tabs.order) == 1
        assert "only the first" not in here.text
        assert "is the request now" not in here.text


async def test_scratch_requests_are_kept_when_closed_and_when_left(tmp_path: Path) -> None:
    root = write_shop(tmp_path)
    async with desk(root, "http://127.0.0.1:1") as here:
        node = await begin(here, *"things")
        await here.press("ctrl+f4")
        assert here.main.state.opened is None
        await here.sees("GET  /things")  # in the tree
        await here.until(lambda: not here.main.files.unkept())
        assert set(Drafts(state_dir() / "drafts", root).load()) == {node}  # a kill loses nothing

    async with desk(root, "http://127.0.0.1:1") as here:
        assert set(here.main.state.drafts) == {node}
        await here.open(node)
        assert here.main.state.spec is not None
        assert here.main.state.spec.url.endswith("/things")


async def test_an_untouched_scratch_request_is_gone_when_closed(tmp_path: Path) -> None:
    async with desk(write_shop(tmp_path)) as here:
        await begin(here)
        await here.press("ctrl+f4")

        assert here.main.state.drafts == {}
        assert here.main.state.tabs.order == ()


async def test_a_scratch_request_is_renamed_and_dropped_in_the_tree(tmp_path: Path) -> None:
    async with desk(write_shop(tmp_path)) as here:
        node = await begin(here, "x")
        here.tree.focus()
        here.tree.reveal(node)
        await here.press("f2")
        await here.until(lambda: isinstance(here.app.screen, Ask))
        await here.press(*"Draft", "enter")
        await here.sees("Draft ● in no file yet")
        await here.press("D")
        await here.sees("it is in no file yet")
        await here.press("alt+down", "x", "m")
        assert here.app.screen is here.main

        await here.press("delete")
        await here.until(lambda: isinstance(here.app.screen, Confirm))
        await here.press("y")
        await here.until(lambda: here.main.state.drafts == {})
        assert here.main.state.tabs.order == ()


async def test_giving_the_place_up_saves_nothing(tmp_path: Path) -> None:
    root = write_shop(tmp_path)
    async with desk(root) as here:
        node = await begin(here, "x")
        await here.press("ctrl+s")
        await here.until(lambda: isinstance(here.app.screen, Ask))
        await here.press("escape")
        await here.until(lambda: here.app.screen is here.main)

        assert set(here.main.state.drafts) == {node}
        assert here.main.state.opened == node


async def test_scratch_requests_are_found_by_typing(tmp_path: Path) -> None:
    async with desk(write_shop(tmp_path)) as here:
        node = await begin(here, *"things")
        await here.open("users")
        here.tree.focus()
        await here.press("ctrl+k")
        await here.sees("Find a request", "in no file")
        await here.press(*"things", "enter")
        await here.until(lambda: here.main.state.opened == node)


async def test_a_reload_keeps_scratch_requests_at_the_top_of_the_tree(tmp_path: Path) -> None:
    root = write_shop(tmp_path)
    async with desk(root) as here:
        node = await begin(here, *"things")
        (root / "new.toml").write_text('name = "New"\nurl = "http://x/"\n')
        await here.sees("GET  New")

        tree = here.main.query_one(CollectionTree)
        tree.cursor = 0
        assert tree.node == node
        assert here.main.state.opened == node


async def test_a_run_of_a_scratch_request_is_called_by_where_it_goes(tmp_path: Path) -> None:
    async with desk(write_shop(tmp_path)) as here:
        await here.press("alt+n")
        await here.until(lambda: here.main.state.opened is not None)
        await here.press(*"users", "ctrl+g")
        await here.sees("/users ×")
