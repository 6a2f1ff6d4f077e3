from dataclasses import replace

import pytest

from workbench.errors import Problem
from workbench.model import Exchange, Failure, RequestSpec
from workbench.tui.marks import Standing, method_mark, standing, state_marks, title_of

from .samples import exchange


def test_a_method_has_four_letters_at_most() -> None:
    assert method_mark("delete").plain == "DEL"
    assert method_mark("GET", 5).plain == "GET  "
    assert method_mark("PROPFIND").plain == "PROP"


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        (None, ""),
        (exchange(phase="waiting"), "in flight"),
        (exchange(), "fine"),
        (exchange(status=404), "failed"),
        (replace(exchange(), failure=Failure("timeout", Problem("late"))), "failed"),
    ],
)
def test_the_last_send_stands_somehow(last: Exchange | None, expected: Standing) -> None:
    assert standing(last) == expected


def test_marks_tell_of_edits_and_of_the_last_send() -> None:
    assert state_marks("", is_draft=False).plain == ""
    assert state_marks("fine", is_draft=True).plain == "●✓"
    assert state_marks("failed", is_draft=False).plain == "✗"
    assert state_marks("in flight", is_draft=False).plain == "…"


def test_the_mark_of_what_is_in_flight_moves() -> None:
    turns = {state_marks("in flight", is_draft=False, frame=frame).plain for frame in range(8)}

    assert len(turns) == 4


@pytest.mark.parametrize(
    ("node", "spec", "expected"),
    [
        ("auth/login", RequestSpec(name="Log in"), "Log in"),
        ("auth/login", RequestSpec(url="http://x/y"), "login"),
        (".scratch-1", RequestSpec(name="Try"), "Try"),
        (".scratch-1", RequestSpec(url="{{base_url}}/users?page=1"), "/users"),
        (".scratch-1", RequestSpec(url="https://example.org/a"), "example.org/a"),
        (".scratch-1", RequestSpec(url="{{base_url}}/"), "Scratch"),
        (".scratch-1", RequestSpec(url="https://"), "Scratch"),
    ],
)
def test_a_request_is_called_by_its_name_its_file_or_where_it_goes(
    node: str, spec: RequestSpec, expected: str
) -> None:
    assert title_of(node, spec) == expected
