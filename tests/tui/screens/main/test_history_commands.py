import os
from pathlib import Path

import pytest

from workbench.store.paths import collection_key
from workbench.tui.panes.response import ResponsePane

from ...shops import Desk, desk, write_shop

pytestmark = pytest.mark.anyio


async def send(here: Desk, node: str) -> None:
    await here.open(node)
    await here.press("ctrl+r")
    await here.until(lambda: here.main.state.shown is not None)
    await here.until(lambda: not getattr(here.main.state.shown, "from_history", True))
    await here.done()


async def test_the_last_response_of_a_request_survives_a_restart(
    tmp_path: Path, demo_url: str
) -> None:
    root = write_shop(tmp_path)
    async with desk(root, demo_url) as here:
        await send(here, "users")

    async with desk(root, demo_url) as here:
        await here.open("users")
        await here.sees("Response from history", "● 200 OK", '"users"')
        assert here.main.query_one(ResponsePane).has_class("-past")
        here.main.query_one(ResponsePane).focus_body()
        await here.press("B")
        await here.sees("it is from history")

        await here.press("ctrl+r")
        await here.until(lambda: "Response from history" not in here.text)
        await here.sees("● 200 OK")
        assert not here.main.query_one(ResponsePane).has_class("-past")


async def test_what_is_kept_follows_a_request_to_its_new_name(
    tmp_path: Path, demo_url: str
) -> None:
    root = write_shop(tmp_path)
    async with desk(root, demo_url) as here:
        await send(here, "users")
        here.tree.focus()
        here.tree.reveal("users")
        await here.press("r", "ctrl+u", *"People", "enter")
        await here.until(lambda: here.main.state.opened == "people")

    async with desk(root, demo_url) as here:
        await here.open("people")
        await here.sees("Response from history")


async def test_a_broken_history_is_told_and_nothing_stops(tmp_path: Path, demo_url: str) -> None:
    root = write_shop(tmp_path)
    folder = tmp_path / "state" / "history" / collection_key(root)
    folder.mkdir(parents=True)
    (folder / "history-1.db").write_bytes(os.urandom(9000))

    async with desk(root, demo_url) as here:
        await here.open("users")
        await here.sees("the history was broken")
        await send(here, "users")
        await here.sees("● 200 OK")


async def test_where_no_history_can_be_kept_requests_are_sent_all_the_same(
    tmp_path: Path, demo_url: str
) -> None:
    root = write_shop(tmp_path)
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / "history").write_text("")

    async with desk(root, demo_url) as here:
        await here.open("users")
        await here.sees("cannot make the folder")
        await send(here, "users")
        await here.sees("● 200 OK")


async def test_a_response_is_compared_with_the_one_before(tmp_path: Path, demo_url: str) -> None:
    root = write_shop(tmp_path)
    async with desk(root, demo_url) as here:
        await send(here, "users")
        here.main.query_one(ResponsePane).focus_body()
        await here.press("C")
        await here.sees("there is no earlier response")

    users = root / "users.toml"
    users.write_text(users.read_text().replace("/users", "/users/1"))
    async with desk(root, demo_url) as here:
        await send(here, "users")
        here.main.query_one(ResponsePane).focus_body()
        await here.press("C")
        await here.sees("Comparison", "/users/1", '+ $.name: "Ada Lovelace"')
        await here.press("escape")
        assert here.app.screen is here.main
