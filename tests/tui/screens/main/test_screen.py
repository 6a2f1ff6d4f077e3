from pathlib import Path

import pytest

from workbench.store.drafts import Drafts
from workbench.tui.panes.run import RunPane
from workbench.tui.widgets.body_view import BodyView

from ...shops import FILES, desk, write_shop

pytestmark = pytest.mark.anyio


async def test_the_collection_is_shown_with_its_environment(tmp_path: Path) -> None:
    async with desk(write_shop(tmp_path)) as here:
        await here.sees("Shop", "List users", "Signing in", "broken (unreadable)", "local")
        assert "Pick a request" in here.text


async def test_sending_shows_the_response_and_the_next_send_keeps_the_connection(
    tmp_path: Path, demo_url: str
) -> None:
    async with desk(write_shop(tmp_path), demo_url) as here:
        await here.open("users")
        await here.press("ctrl+r")
        await here.done()
        await here.sees("● 200 OK", "new connection", '"users"')

        await here.press("ctrl+r")
        await here.until(lambda: "kept connection" in here.text)


async def test_a_stream_is_seen_while_it_arrives_and_escape_keeps_what_came(
    tmp_path: Path, demo_url: str
) -> None:
    async with desk(write_shop(tmp_path), demo_url) as here:
        await here.open("slow")
        await here.press("ctrl+r")
        body = here.main.query_one(BodyView)
        await here.until(lambda: body.rows_total >= 3)
        assert here.main.state.in_flight("slow")
        await here.sees("Cancel")

        await here.press("escape")
        await here.done()
        await here.sees("✗ cancelled", "● 200 OK", "▶ Send")
        assert body.rows_total >= 3

        await here.press("ctrl+r")
        await here.until(lambda: here.main.state.in_flight("slow"))


async def test_saving_changes_the_edited_lines_only(tmp_path: Path) -> None:
    root = write_shop(tmp_path)
    async with desk(root) as here:
        await here.open("users")
        await here.press("ctrl+l", "end", *"?page=2")
        await here.sees("● unsaved")
        await here.press("ctrl+s")
        await here.until(lambda: not here.main.state.drafts)

    expected = FILES["users.toml"].replace('/users"', '/users?page=2"')
    assert (root / "users.toml").read_text() == expected


async def test_a_file_changed_on_disk_is_not_overwritten(tmp_path: Path) -> None:
    root = write_shop(tmp_path)
    async with desk(root) as here:
        await here.open("users")
        await here.press("ctrl+l", "end", *"?mine=1")
        theirs = FILES["users.toml"].replace("GET", "PUT")
        (root / "users.toml").write_text(theirs)
        await here.press("ctrl+s")
        await here.sees("changed on disk")

        assert (root / "users.toml").read_text() == theirs
        assert set(here.main.state.drafts) == {"users"}

        await here.press("f8")
        await here.sees("List users changed on disk under your edits")
        await here.press("ctrl+s")
        await here.until(lambda: not here.main.state.drafts)
        assert "mine=1" in (root / "users.toml").read_text()


async def test_edits_survive_the_end_of_the_program(tmp_path: Path) -> None:
    root = write_shop(tmp_path)
    async with desk(root) as here:
        await here.open("users")
        await here.press("ctrl+l", "end", *"?draft=1")
        await here.until(lambda: bool(here.main.state.drafts) and not here.main.unkept())

    async with desk(root) as here:
        await here.sees("unsaved edits are back", "?draft=1")
        assert here.main.state.opened == "users"

        await here.press("f12", "y")
        await here.until(lambda: not here.main.state.drafts)
        await here.until(lambda: not here.main.unkept())
    async with desk(root) as here:
        assert here.main.state.drafts == {}


async def test_problems_are_one_clear_line(tmp_path: Path) -> None:
    async with desk(write_shop(tmp_path)) as here:
        await here.open("users")
        await here.press("ctrl+r")
        await here.done()
        await here.sees("✗", "refused", "is the server running?")

        await here.press("ctrl+l", "ctrl+u", *"{{base_ur}}/x", "enter")
        await here.sees('"{{base_ur}}"', 'did you mean "base_url"?')


async def test_an_unreadable_file_says_why_and_is_left_alone(tmp_path: Path) -> None:
    root = write_shop(tmp_path)
    async with desk(root) as here:
        here.tree.reveal("broken")
        await here.press("enter")
        await here.sees("broken.toml:", "The file is left as it is")
    assert (root / "broken.toml").read_text() == FILES["broken.toml"]


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
        await here.press("ctrl+l", "end", *"?x=1", "ctrl+t")
        await here.press("f2", "ctrl+u", *"People", "enter")
        await here.until(lambda: "people" in here.main.state.drafts)

        spec = here.main.state.current("people")
        assert spec is not None
        assert spec.url.endswith("?x=1")
        assert spec.name == "People"

        await here.press("ctrl+s")
        await here.until(lambda: not here.main.state.drafts)
    text = (root / "people.toml").read_text()
    assert 'name = "People"' in text
    assert "?x=1" in text


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


async def test_another_environment_gives_names_other_values(tmp_path: Path) -> None:
    async with desk(write_shop(tmp_path)) as here:
        await here.open("users")
        await here.sees("→ http://127.0.0.1:1/users")
        await here.press("f3", *"other", "enter")
        await here.sees("→ http://127.0.0.1:2/users", "other")


async def test_a_parallel_run_fills_its_panel_and_any_row_opens(
    tmp_path: Path, demo_url: str
) -> None:
    async with desk(write_shop(tmp_path), demo_url) as here:
        await here.open("users")
        await here.press("ctrl+g", "ctrl+u", *"40", "enter")
        await here.sees("done 40/40", "✓ 40 ok", "p50", "p95", "p99")

        await here.press("home", "down", "enter")
        await here.sees("Response of run", "● 200 OK")


async def test_picked_requests_run_together_and_a_run_can_be_stopped(
    tmp_path: Path, demo_url: str
) -> None:
    async with desk(write_shop(tmp_path), demo_url) as here:
        tree = here.tree
        tree.focus()
        for node in ("users", "slow"):
            tree.reveal(node)
            await here.press("space")
        await here.press("ctrl+g")
        await here.sees("2 picked requests")
        await here.press("enter")
        await here.sees("running 1/2")
        await here.press("escape")
        await here.sees("stopped 1/2")
        await here.press("escape")
        await here.until(lambda: not here.main.query_one(RunPane).has_class("-open"))


async def test_what_cannot_be_done_now_says_why(tmp_path: Path) -> None:
    async with desk(write_shop(tmp_path)) as here:
        await here.press("ctrl+s")
        await here.sees("Save request: open a request first")


async def test_a_draft_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    root = write_shop(tmp_path)
    folder = Drafts(tmp_path / "state" / "drafts", root)._folder
    folder.mkdir(parents=True)
    (folder / "x.json").write_text("{")
    async with desk(root) as here:
        await here.sees("the draft cannot be read")
        assert (folder / "x.json").read_text() == "{"


async def test_a_pane_can_have_the_whole_screen(tmp_path: Path) -> None:
    async with desk(write_shop(tmp_path)) as here:
        await here.open("users")
        await here.press("ctrl+l", "f6")
        assert here.main.query_one("#request").size.height > 30
        assert not here.tree.display
        await here.press("f6")
        assert here.tree.display


async def test_every_key_of_the_table_can_be_pressed_without_harm(tmp_path: Path) -> None:
    from workbench.tui.commands import COMMANDS

    async with desk(write_shop(tmp_path)) as here:
        await here.open("users")
        for command in COMMANDS:
            if command.id == "quit":
                continue
            for key in command.keys.split(","):
                here.tree.focus()
                await here.press(key)
                while here.app.screen is not here.main:
                    await here.press("escape")
        assert here.app._exception is None


async def test_it_works_at_80_by_24(tmp_path: Path, demo_url: str) -> None:
    async with desk(write_shop(tmp_path), demo_url, size=(80, 24)) as here:
        await here.open("users")
        await here.press("ctrl+r")
        await here.done()
        await here.sees("● 200 OK", "Send", "Info", '"users"')

        await here.press("ctrl+g", "enter")
        await here.sees("done 50/50", "p99")


async def test_the_url_field_has_the_focus_when_asked(tmp_path: Path) -> None:
    async with desk(write_shop(tmp_path)) as here:
        await here.open("users")
        await here.press("ctrl+l")
        assert here.app.focused is here.main.query_one("#url")
        await here.press("ctrl+t")
        assert here.tree.has_focus


async def test_without_a_place_for_state_everything_else_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKBENCH_STATE_DIR", "/dev/null/state")
    monkeypatch.setenv("WORKBENCH_CONFIG_DIR", "/dev/null/config")
    root = write_shop(tmp_path)
    async with desk(root) as here:
        await here.open("users")
        await here.press("ctrl+l", "end", *"?a=1")
        await here.sees("/dev/null/state")
        await here.press("ctrl+s")
        await here.until(lambda: not here.main.state.drafts)
        await here.press("f4", "down", "enter")
        await here.sees("/dev/null/config")

    assert "users?a=1" in (root / "users.toml").read_text()
