from dataclasses import replace
from typing import Any

import pytest

from tests.tui.samples import exchange
from workbench.errors import Problem
from workbench.model import Failure, Talk
from workbench.preferences import Settings
from workbench.tui.keymap import keymap
from workbench.tui.panes.response.absent import how_to_check, how_to_send, no_body, no_response

key = keymap(Settings()).told


def without(_command: str) -> str:
    return ""


def ended(kind: Any) -> Failure:
    return Failure(kind, Problem("why"))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"phase": "waiting"}, "nothing has come yet; escape cancels"),
        ({"failure": ended("cancelled")}, "cancelled before anything came; ctrl+r sends it again"),
        ({"failure": ended("connect")}, ""),
        ({}, "no body: nothing follows the headers"),
        ({"talk": Talk("open")}, "connected; m writes, M sends a saved message"),
    ],
)
def test_it_is_told_why_there_is_no_body(changes: dict[str, Any], words: str) -> None:
    assert no_body(replace(exchange(), **changes), key) == words


def test_a_response_that_cannot_have_a_body_says_so() -> None:
    (hop,) = exchange(status=204).hops
    head = replace(hop, method="HEAD", status=200)

    assert no_body(exchange(status=204), key) == "no body: a response with status 204 has none"
    asked = no_body(replace(exchange(), hops=(head,)), key)
    assert asked == "no body: HEAD asks for the headers alone"


def test_a_response_that_will_not_come_is_not_waited_for() -> None:
    assert no_response(exchange(phase="waiting")) == "no response yet"
    assert no_response(exchange()) == "no response"


def test_keys_are_those_in_force() -> None:
    assert how_to_send(key) == "Press ctrl+r (or enter in the URL) to send."
    assert how_to_check(key).endswith(": ! checks it, = captures it")


def test_commands_without_a_key_are_not_offered() -> None:
    assert no_body(exchange(phase="waiting"), without) == "nothing has come yet"
    assert how_to_send(without) == "Enter in the URL sends."
    assert how_to_check(without) == ""
