from pathlib import Path

import pytest

from workbench.tui.widgets.body_view import BodyView

from ...shops import desk, write_shop

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
