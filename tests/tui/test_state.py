from dataclasses import replace

import pytest

from workbench.errors import WorkbenchError
from workbench.model import BasicAuth, Collection, Exchange, Folder, RequestSpec, SavedRequest
from workbench.tui.open_requests import is_scratch
from workbench.tui.state import State, lost_drafts

from .samples import LOGIN, USERS, collection, exchange

STATE = State(collection(), environment="local").opening("users")
EDITED = replace(USERS, url="http://other/")


def test_the_opened_request_is_what_its_file_says() -> None:
    assert STATE.spec == USERS


def test_an_edit_shows_at_once_and_is_a_draft() -> None:
    state = STATE.editing("users", EDITED)

    assert state.spec == EDITED
    assert state.saved("users") == USERS
    assert set(state.drafts) == {"users"}


def test_an_edit_back_to_what_the_file_says_is_no_draft() -> None:
    assert STATE.editing("users", EDITED).editing("users", USERS).drafts == {}


def test_a_response_that_is_not_there_any_more_is_no_surprise() -> None:
    assert STATE.moving_on(sent := exchange()).response == sent
    with pytest.raises(WorkbenchError, match="no response here any more"):
        _ = STATE.response


def test_reverting_shows_the_file_again() -> None:
    assert STATE.editing("users", EDITED).reverting("users").spec == USERS


def test_a_save_that_took_more_in_from_the_file_leaves_no_draft_over_it() -> None:
    saved = replace(EDITED, method="PUT")
    state = STATE.editing("users", EDITED).saving("users", EDITED, saved)

    assert state.drafts == {"users": saved}


def test_what_is_typed_while_a_save_is_under_way_stays_on_top_of_it() -> None:
    typed = replace(EDITED, url="http://other/more")
    state = STATE.editing("users", typed).saving("users", EDITED, replace(EDITED, method="PUT"))

    assert state.drafts == {"users": replace(typed, method="PUT")}
    assert STATE.saving("users", EDITED, EDITED) == STATE


def test_an_unreadable_file_is_no_request() -> None:
    assert STATE.opening("broken").spec is None


def test_edits_whose_file_is_gone_keep_out_of_the_way_of_what_takes_its_place() -> None:
    lost, typed = replace(USERS, url="http://lost/"), replace(LOGIN, url="http://typed/")
    gone = State(Collection(Folder("", "Shop")))
    state = gone.editing("people", lost).editing("users", typed).opening("people")

    for after in (state.renaming("users", "people"), state.displacing("people")):
        assert sorted(spec.url for spec in after.drafts.values()) == [lost.url, typed.url]
        assert after.opened is not None
        assert is_scratch(after.opened)
        assert after.spec == lost
    assert state.renaming("users", "people").current("people") == typed


def test_a_folder_stands_for_its_requests_when_marking() -> None:
    marked = STATE.marking("auth")

    assert marked.marked == ("auth/login",)
    assert marked.marking("auth").marked == ()


def test_marks_keep_the_order_in_which_they_were_made() -> None:
    assert STATE.marking("users").marking("auth/login").marked == ("users", "auth/login")


def test_a_broken_file_cannot_be_marked() -> None:
    assert STATE.marking("broken").marked == ()


def test_a_late_snapshot_of_an_older_send_changes_nothing() -> None:
    state = STATE.moving_on(exchange(2, status=201)).moving_on(exchange(1, status=500))

    assert state.exchanges["users"].status == 201


def test_in_flight_until_done() -> None:
    assert STATE.moving_on(exchange(phase="receiving")).in_flight("users")
    assert not STATE.moving_on(exchange()).in_flight("users")


def test_an_exchange_of_a_run_is_shown_until_a_request_is_opened() -> None:
    state = STATE.moving_on(exchange(1)).pinning(exchange(9))

    assert state.shown == exchange(9)
    assert state.opening("users").shown == exchange(1)


def test_a_reload_keeps_drafts_of_files_that_are_gone() -> None:
    state = STATE.editing("users", EDITED)
    empty = Collection(replace(state.collection.root, children=()))

    after = state.reloading(empty)

    assert after.drafts == {"users": EDITED}
    assert after.opened == "users"
    assert lost_drafts(after) == ("users",)


def test_a_reload_drops_a_draft_that_is_on_disk_now() -> None:
    state = STATE.editing("users", EDITED)
    root = state.collection.root
    children = (root.children[0], SavedRequest("users", EDITED))

    assert state.reloading(Collection(replace(root, children=children))).drafts == {}


def test_a_reload_forgets_what_was_open_or_chosen_and_is_gone() -> None:
    state = STATE.marking("users")
    after = state.reloading(Collection(replace(state.collection.root, children=())))

    assert (after.opened, after.marked, after.environment) == (None, (), None)


def test_a_renamed_folder_takes_drafts_and_marks_along() -> None:
    edited = replace(LOGIN, url="http://x/")
    state = STATE.opening("auth/login").editing("auth/login", edited).marking("auth/login")
    state = state.moving_on(exchange(1, "auth/login"))

    after = state.renaming("auth", "entry")

    assert after.opened == "entry/login"
    assert after.drafts == {"entry/login": edited}
    assert after.marked == ("entry/login",)
    assert after.exchanges["entry/login"].request == "entry/login"


def test_a_rename_leaves_names_alone_that_only_begin_alike() -> None:
    state = STATE.editing("users", EDITED)

    assert set(state.renaming("user", "people").drafts) == {"users"}


def test_new_requests_belong_beside_a_request_and_inside_a_folder() -> None:
    assert STATE.folder_for_new("auth/login") == "auth"
    assert STATE.folder_for_new("auth") == "auth"
    assert STATE.folder_for_new("users") == ""
    assert STATE.folder_for_new(None) == ""


def test_inherited_auth_names_the_nearest_folder_with_an_opinion() -> None:
    assert STATE.opening("auth/login").inherited_auth() == (
        BasicAuth("ada", "secret"),
        "auth/folder.toml",
    )
    assert STATE.inherited_auth()[1] == ""


def test_nothing_is_open_at_first() -> None:
    state = State(collection())

    assert state.spec is None
    assert state.shown is None
    assert state.current("nowhere") is None
    assert isinstance(state.current("users"), RequestSpec)


def test_edits_take_on_the_name_their_file_is_given() -> None:
    state = STATE.editing("users", EDITED).naming("users", "People")

    assert state.drafts == {"users": replace(EDITED, name="People")}
    assert STATE.naming("users", "People") is STATE


def test_what_is_shown_is_masked_and_nothing_else() -> None:
    def masked(shown: Exchange) -> Exchange:
        return replace(shown, url="•••")

    state = STATE.moving_on(exchange(1)).moving_on(exchange(2, "auth/login"))
    own, pinned = state.masking(masked), state.pinning(exchange(9)).masking(masked)

    assert own.shown == replace(exchange(1), url="•••")
    assert own.exchanges["auth/login"] == exchange(2, "auth/login")
    assert pinned.shown == replace(exchange(9), url="•••")
    assert pinned.exchanges == state.exchanges
    assert state.masking(lambda shown: shown) is state
    assert STATE.masking(masked) is STATE


def test_what_came_back_for_a_request_is_let_go_when_it_is_closed() -> None:
    answered = STATE.moving_on(replace(exchange(), body=b"x"))  # type: ignore[arg-type]
    closed = answered.showing(answered.tabs.closing("users"))

    assert closed.exchanges["users"].body is None
    assert closed.opening("users").shown is None


def test_what_comes_back_for_a_closed_request_keeps_no_body() -> None:
    flying = STATE.moving_on(replace(exchange(phase="receiving"), body=b"x"))  # type: ignore[arg-type]
    closed = flying.showing(flying.tabs.closing("users"))

    assert closed.opening("users").shown == flying.shown
    assert closed.moving_on(exchange()).exchanges["users"].body is None


def test_an_edit_keeps_the_tab() -> None:
    assert STATE.opening("auth/login").tabs.order == ("auth/login",)
    assert STATE.editing("users", EDITED).opening("auth/login").tabs.order == (
        "users",
        "auth/login",
    )


def test_a_request_without_a_file_is_gone_with_its_edits() -> None:
    state = STATE.opening("new", keep=True).editing("new", EDITED)

    assert state.reverting("new").tabs.order == ("users",)
