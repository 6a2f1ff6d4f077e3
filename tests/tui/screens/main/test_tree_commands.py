from functools import partial
from pathlib import Path

import pytest

from workbench.tui.open_requests import is_scratch
from workbench.tui.widgets.body_view import BodyView

from ...shops import Desk, desk, write_shop

pytestmark = pytest.mark.anyio


async def test_requests_and_folders_are_made_renamed_copied_moved_and_deleted(
    tmp_path: Path,
) -> None:
    root = write_shop(tmp_path)
    async with desk(root) as here:
        here.tree.focus()
        await here.press("f7", *"Orders", "enter")
        await here.until(lambda: (root / "orders").is_dir())
        await here.until(lambda: here.tree.node == "orders")

        await here.press("ctrl+n", *"List orders", "enter")
        await here.until(lambda: here.main.state.opened == "orders/list-orders")

        here.tree.focus()
        await here.press("D")
        await here.until(lambda: len(list((root / "orders").glob("*.toml"))) >= 2)
        await here.until(lambda: (here.main.state.opened or "").startswith("orders/list-orders-"))

        here.tree.reveal("orders/list-orders")
        await here.press("f2", "ctrl+u", *"All orders", "enter")
        await here.until(lambda: (root / "orders" / "all-orders.toml").exists())
        await here.until(lambda: here.tree.node == "orders/all-orders")

        await here.press("m", *"auth", "enter")
        await here.until(lambda: (root / "auth" / "all-orders.toml").exists())
        await here.until(lambda: here.tree.node == "auth/all-orders")

        await here.press("d", "y")
        await here.until(lambda: not (root / "auth" / "all-orders.toml").exists())
        await here.sees("u brings it back")
        await here.press("u")
        await here.until(lambda: (root / "auth" / "all-orders.toml").exists())


async def test_a_copy_has_the_unsaved_edits_of_the_original(tmp_path: Path) -> None:
    root = write_shop(tmp_path)
    async with desk(root) as here:
        await here.open("users")
        await here.press("ctrl+l", "end", *"/x1", "ctrl+t", "D")
        await here.until(lambda: (here.main.state.opened or "users") != "users")
        copy = here.main.state.opened or ""
        await here.until(lambda: copy in here.main.state.drafts)
        await here.press("ctrl+s")
        await here.until(lambda: copy not in here.main.state.drafts)

        text = (root / f"{copy}.toml").read_text()
        assert "/users/x1" in text
        assert 'name = "List users copy"' in text
        assert set(here.main.state.drafts) == {"users"}


async def test_a_renamed_request_keeps_its_unsaved_edits(tmp_path: Path) -> None:
    root = write_shop(tmp_path)
    async with desk(root) as here:
        await here.open("users")
        await here.press("ctrl+l", "end", *"/x1", "ctrl+t")
        await here.press("f2", "ctrl+u", *"People", "enter")
        await here.until(lambda: "people" in here.main.state.drafts)

        spec = here.main.state.current("people")
        assert spec is not None
        assert spec.url.endswith("/x1")
        assert spec.name == "People"

        await here.press("ctrl+s")
        await here.until(lambda: not here.main.state.drafts)
    text = (root / "people.toml").read_text()
    assert 'name = "People"' in text
    assert "/x1" in text


async def test_a_stream_goes_on_under_the_new_name_of_its_request(
    tmp_path: Path, demo_url: str
) -> None:
    async with desk(write_shop(tmp_path), demo_url) as here:
        await here.open("slow")
        await here.press("ctrl+r")
        await here.until(lambda: here.main.query_one(BodyView).rows_total >= 2)
        await here.press("ctrl+t", "f2", "ctrl+u", *"Lazy", "enter")
        await here.until(lambda: here.main.state.opened == "lazy")
        seen = here.main.query_one(BodyView).rows_total
        await here.until(lambda: here.main.query_one(BodyView).rows_total > seen)

        await here.press("escape")
        await here.done()
        await here.sees("✗ cancelled")


async def test_neighbours_change_places(tmp_path: Path) -> None:
    root = write_shop(tmp_path)
    async with desk(root) as here:
        here.tree.reveal("slow")
        await here.press("K")
        await here.until(
            lambda: 'order = ["slow", "users"' in (root / "collection.toml").read_text()
        )


async def test_a_request_is_cut_and_pasted_and_comes_back(tmp_path: Path) -> None:
    root = write_shop(tmp_path)
    async with desk(root) as here:
        here.tree.focus()
        here.tree.reveal("slow")
        await here.press("x")
        assert "✂" in here.text
        here.tree.reveal("auth/login")
        await here.press("p")
        await here.until(lambda: (root / "auth/slow.toml").exists())
        await here.until(lambda: here.tree.node == "auth/slow")
        assert here.main.state.cut == ()
        assert "✂" not in here.text

        await here.press("u")
        await here.until(lambda: (root / "slow.toml").exists())
        assert not (root / "auth/slow.toml").exists()
        await here.until(lambda: here.tree.node == "slow")


async def test_a_stored_response_with_its_own_name_goes_along_and_comes_back(
    tmp_path: Path,
) -> None:
    root = write_shop(tmp_path)
    (root / "slow.toml").write_text('url = "http://h"\n[baseline]\nfile = "own.baseline.toml"\n')
    (root / "own.baseline.toml").write_text("status = 200\n")
    async with desk(root) as here:
        here.tree.focus()
        here.tree.reveal("slow")
        await here.press("m", *"auth", "enter")
        await here.until(lambda: here.tree.node == "auth/slow")
        assert (root / "auth/own.baseline.toml").exists()
        assert not (root / "own.baseline.toml").exists()

        await here.press("u")
        await here.until(lambda: here.tree.node == "slow")
        assert (root / "own.baseline.toml").exists()
        assert not (root / "auth/own.baseline.toml").exists()


async def test_all_that_is_picked_is_cut_together(tmp_path: Path) -> None:
    root = write_shop(tmp_path)
    async with desk(root) as here:
        here.tree.focus()
        here.tree.reveal("users")
        await here.press("space", "down", "space", "x")
        await here.until(lambda: here.main.state.cut == ("users", "slow"))
        await here.press("x")
        await here.until(lambda: here.main.state.cut == ())

        await here.press("x")
        here.tree.reveal("auth")
        await here.press("p")
        await here.until(lambda: (root / "auth/users.toml").exists())
        await here.until(lambda: (root / "auth/slow.toml").exists())


async def test_a_folder_is_not_pasted_into_itself(tmp_path: Path) -> None:
    root = write_shop(tmp_path)
    async with desk(root) as here:
        here.tree.focus()
        here.tree.reveal("auth")
        await here.press("x", "down", "p")
        await here.until(lambda: here.main.state.cut == ())
        assert (root / "auth/login.toml").exists()


async def test_a_new_name_and_a_new_place_are_taken_back(tmp_path: Path) -> None:
    root = write_shop(tmp_path)
    async with desk(root) as here:
        here.tree.focus()
        here.tree.reveal("users")
        await here.press("f2", "ctrl+u", *"People", "enter")
        await here.until(lambda: (root / "people.toml").exists())
        await here.until(lambda: here.tree.node == "people")
        await here.press("J")

        def order() -> list[str]:
            return [child.id for child in here.main.state.collection.root.children]

        await here.until(lambda: order()[:2] == ["slow", "people"])

        await here.press("u")
        await here.until(lambda: order()[:2] == ["people", "slow"])
        await here.press("u")
        await here.until(lambda: order()[0] != "people")
        assert 'name = "List users"' in (root / f"{order()[0]}.toml").read_text()
        await here.press("u")
        await here.sees("nothing has been done to files")


async def test_any_request_is_found_by_what_one_remembers(tmp_path: Path) -> None:
    async with desk(write_shop(tmp_path)) as here:
        await here.press("ctrl+k", *"log")
        await here.sees("auth/login")
        assert "List users" not in here.text.split("Find a request")[1].split("╯")[0]
        await here.press("enter")
        await here.until(lambda: here.main.state.opened == "auth/login")
        assert here.tree.node == "auth/login"

        await here.press("ctrl+t", "home", "o")
        assert here.tree.node == "auth/login"


async def test_the_footer_offers_to_paste_what_is_cut(tmp_path: Path) -> None:
    async with desk(write_shop(tmp_path)) as here:
        here.tree.focus()
        here.tree.reveal("users")
        await here.press("x")
        assert here.text.splitlines()[-1].startswith(" p paste  ")
        await here.press("ctrl+l")
        assert "paste" not in here.text.splitlines()[-1]


async def test_a_name_of_something_deleted_takes_no_edits_away(tmp_path: Path) -> None:
    async with desk(write_shop(tmp_path)) as here:
        for node in ("slow", "users"):
            await here.open(node)
            await here.press("ctrl+l", "end", *node)
            await here.until(partial(has_draft, here, node))
        here.tree.focus()
        here.tree.reveal("slow")
        await here.press("d", "y")
        await here.sees("deleted slow")
        here.tree.reveal("users")
        await here.press("f2", "ctrl+u", *"Slow", "enter")
        await here.until(lambda: here.main.state.saved("slow") is not None)

        drafts = here.main.state.drafts
        assert drafts["slow"].url.endswith("users")
        (lost,) = [spec for node, spec in drafts.items() if is_scratch(node)]
        assert lost.params[-1].value.endswith("slow")
    async with desk(tmp_path / "shop") as here:
        assert here.main.state.drafts == drafts


def has_draft(here: Desk, node: str) -> bool:
    return node in here.main.state.drafts
