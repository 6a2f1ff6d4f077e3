from dataclasses import replace

import pytest
from textual import on

from workbench.errors import Problem
from workbench.model import Broken, Collection, SavedRequest, Unread
from workbench.tui.panes.collection import CollectionTree
from workbench.tui.state import State

from ...samples import USERS, collection, exchange
from ...widgets.apps import Showing, screen_text

pytestmark = pytest.mark.anyio
STATE = State(collection()).opening("users")


class Listening(Showing):
    opened: list[SavedRequest | Broken | Unread | Problem]

    def on_mount(self) -> None:
        self.opened = []

    @on(CollectionTree.Opened)
    def _remember(self, event: CollectionTree.Opened) -> None:
        self.opened.append(event.node)


def tree(state: State = STATE) -> tuple[CollectionTree, Listening]:
    widget = CollectionTree()
    return widget, Listening(widget)


async def test_folders_requests_and_unreadable_files_are_lines() -> None:
    widget, app = tree()
    async with app.run_test(size=(40, 12)) as pilot:
        widget.show(STATE)
        await pilot.pause()
        text = screen_text(app)

        assert "▾ Signing in" in text
        assert "POST Log in" in text
        assert "▌GET  List users" in text
        assert "✗ broken (unreadable)" in text


async def test_problems_of_the_collection_are_lines_that_can_be_opened() -> None:
    problem = Problem("bad", where="environments/x.toml:1")
    state = State(replace(collection(), problems=(problem,)))
    widget, app = tree()
    async with app.run_test(size=(40, 12)) as pilot:
        widget.show(state)
        widget.focus()
        await pilot.press("end", "enter")
        await pilot.pause()

        assert "! environments/x.toml:1" in screen_text(app)
        assert app.opened == [problem]


async def test_enter_opens_a_request_and_folds_a_folder() -> None:
    widget, app = tree()
    async with app.run_test(size=(40, 12)) as pilot:
        widget.show(STATE)
        widget.focus()
        await pilot.press("home", "down", "enter")
        await pilot.pause()
        assert [node.id for node in app.opened if isinstance(node, SavedRequest)] == ["auth/login"]

        await pilot.press("home", "enter")
        await pilot.pause()
        assert "▸ Signing in" in screen_text(app)
        assert "Log in" not in screen_text(app)


async def test_left_goes_to_the_folder_then_folds_it_and_right_unfolds() -> None:
    widget, app = tree()
    async with app.run_test(size=(40, 12)) as pilot:
        widget.show(STATE)
        widget.focus()
        widget.reveal("auth/login")
        await pilot.press("left")
        assert widget.node == "auth"
        await pilot.press("left")
        await pilot.pause()
        assert "Log in" not in screen_text(app)
        await pilot.press("right")
        await pilot.pause()
        assert "Log in" in screen_text(app)


async def test_a_hidden_request_is_revealed_by_unfolding() -> None:
    widget, app = tree()
    async with app.run_test(size=(40, 12)) as pilot:
        widget.show(STATE)
        widget.focus()
        await pilot.press("home", "left")
        widget.reveal("auth/login")
        await pilot.pause()

        assert widget.node == "auth/login"
        assert "Log in" in screen_text(app)


async def test_marks_drafts_and_outcomes_are_shown() -> None:
    state = STATE.marking("users").editing("users", replace(USERS, name="List all users"))
    state = state.moving_on(exchange(1)).moving_on(exchange(2, "auth/login", "waiting"))
    widget, app = tree()
    async with app.run_test(size=(40, 12)) as pilot:
        widget.show(state)
        await pilot.pause()
        lines = screen_text(app).splitlines()
        users = next(line for line in lines if "List all users" in line)
        login = next(line for line in lines if "Log in" in line)

        assert users.startswith("◆GET")
        assert users.rstrip().endswith("●✓")
        assert login.rstrip().endswith("…")


async def test_the_cursor_stays_on_its_node_when_the_collection_changes() -> None:
    widget, app = tree()
    async with app.run_test(size=(40, 12)) as pilot:
        widget.show(STATE)
        widget.reveal("users")
        root = STATE.collection.root
        fewer = Collection(replace(root, children=root.children[1:]))
        widget.show(STATE.reloading(fewer))
        await pilot.pause()

        assert widget.node == "users"


async def test_an_empty_collection_tells_how_to_begin() -> None:
    widget, app = tree()
    async with app.run_test(size=(60, 12)) as pilot:
        widget.show(State(Collection(replace(STATE.collection.root, children=()))))
        widget.focus()
        await pilot.press("enter", "left", "right")
        await pilot.pause()

        assert "^n makes a request" in screen_text(app)
        assert widget.node is None


async def test_names_cannot_act_on_the_terminal() -> None:
    evil = SavedRequest("x", replace(USERS, name="[@click=app.quit]x[/]\x1b[2J"))
    widget, app = tree()
    async with app.run_test(size=(60, 12)) as pilot:
        widget.show(State(Collection(replace(STATE.collection.root, children=(evil,)))))
        await pilot.pause()

        assert "[@click=app.quit]x[/]␛[2J" in screen_text(app)
