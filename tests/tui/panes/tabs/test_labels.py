from dataclasses import replace

import pytest
from rich.cells import cell_len

from workbench.model import Collection, Folder, RequestSpec, SavedRequest
from workbench.tui.panes.tabs.labels import WIDEST, Labels, width_of
from workbench.tui.state import State

from ...samples import LOGIN, collection, exchange

STATE = State(collection()).opening("users", keep=True).opening("auth/login")


def test_a_tab_tells_method_name_and_marks() -> None:
    state = STATE.editing("auth/login", replace(LOGIN, method="PATCH"))
    users, login = Labels().of(state.moving_on(exchange()))

    assert users.drawn().plain == "│GET List users ✓ "
    assert login.drawn().plain == "▌PTCH Log in ● "


def test_what_is_only_looked_at_is_slanted() -> None:
    users, login = Labels().of(STATE)

    assert (users.is_preview, login.is_preview) == (False, True)
    assert any("italic" in str(span.style) for span in login.drawn().spans)


@pytest.mark.parametrize("name", ["漢字" * 20, "🙂" * 30, "a\nb\tc\x1b[31m", "", "é" * 50, "‮x"])
def test_a_tab_is_as_wide_as_it_says_whatever_the_name(name: str) -> None:
    request = SavedRequest("x", RequestSpec(name=name))
    state = State(Collection(Folder("", "Odd", children=(request,)))).opening("x")
    (label,) = Labels().of(state)

    assert width_of(label) == cell_len(label.drawn().plain) <= WIDEST + 8
    assert label.drawn().plain.isprintable()


def test_a_request_without_a_name_is_called_as_its_file() -> None:
    (label,) = Labels().of(State(Collection(Folder("", ""))).opening("auth/gone"))

    assert label.name == "gone"


def test_requests_of_the_same_name_are_told_apart_by_their_folders() -> None:
    names = ("a/list", "a/b/list", "list", "a/other")
    spec = RequestSpec(name="List")
    made = [SavedRequest(name, spec) for name in names[:3]] + [SavedRequest("a/other", LOGIN)]
    state = State(Collection(Folder("", "Odd", children=tuple(made))))
    for name in names:
        state = state.opening(name, keep=True)

    assert [label.name for label in Labels().of(state)] == [
        "List · a",
        "List · b",
        "List",
        "Log in",
    ]
