import pytest

from workbench.bodies.recognise import recognise
from workbench.tui.panes.response.claims import MOST, is_doubtful, why_not_json


@pytest.mark.parametrize(
    ("content_type", "data", "doubtful"),
    [
        ("application/json", b"{'a': 1}", True),
        ("application/problem+json; charset=utf-8", b"<html>", True),
        ("application/json", b'{"a": 1}', False),
        ("application/x-ndjson", b"oops", False),
        ("text/plain", b"oops", False),
        ("application/json", b"", False),
    ],
)
def test_what_is_said_to_be_json_and_does_not_look_so_is_doubtful(
    content_type: str, data: bytes, *, doubtful: bool
) -> None:
    assert is_doubtful(content_type, recognise(content_type, data), len(data)) is doubtful


def test_large_bodies_are_not_looked_through() -> None:
    assert not is_doubtful("application/json", recognise("text/plain", b"x"), MOST + 1)


def test_the_place_and_the_reason_are_told() -> None:
    assert why_not_json(b'{"a": 1,\n "b": tru}') == (
        "no JSON, though its header says so: expecting value at line 2, column 7"
    )
    assert why_not_json(b"\xff").endswith("expecting value at line 1, column 1")
    assert why_not_json(b"[1]") == ""
