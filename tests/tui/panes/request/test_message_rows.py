import pytest
from hypothesis import given

from tests.formats.odd_files import MESSAGES
from workbench.model import Message, Messages, Row
from workbench.tui.panes.request.message_rows import (
    message_fault,
    message_rows,
    messages_from,
)


@given(MESSAGES)
def test_messages_are_rows_and_back(messages: Messages) -> None:
    assert messages_from(message_rows(messages)) == messages


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ("hello", Message("a", "hello")),
        ("first", Message("a", on_open=True)),
        ("first json {}", Message("a", "{}", "json", on_open=True)),
        ("base64 AA==", Message("a", "AA==", "binary")),
        ("file a b.png", Message("a", kind="binary", file="a b.png")),
        ("file", Message("a", "file")),
        ("text json x", Message("a", "json x")),
    ],
)
def test_what_is_typed_begins_with_what_it_is(said: str, message: Message) -> None:
    assert messages_from((Row("a", said),)) == (message,)


def test_what_cannot_be_said_is_a_fault() -> None:
    assert message_fault(Row("a", "json {")) == "this is no JSON"
    assert message_fault(Row("a", "base64 -")) == "this is no base64"
    for fine in ("json {}", 'json {"a": {{b}}}', "text {", "base64 AA==", "file a"):
        assert message_fault(Row("a", fine)) == ""
