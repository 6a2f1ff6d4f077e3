from workbench.engine.prepare import prepare
from workbench.model import Message, RequestSpec, Variable

from .shops import ordered, shop

HELLO = Message("hello", "hi {{user}}", on_open=True)


def spec(*messages: Message, url: str = "ws://h/") -> RequestSpec:
    return RequestSpec(url=url, messages=messages, variables=(Variable("user", 'A"da'),))


def test_messages_for_the_opening_are_filled_in_and_no_others() -> None:
    messages = (
        HELLO,
        Message("later", "{{unknown}}"),
        Message("off", "{{unknown}}", on_open=True, enabled=False),
        Message("json", '{"user": "{{user}}"}', "json", on_open=True),
        Message("file", kind="binary", file="{{user}}.bin", on_open=True),
    )
    prepared = prepare(ordered(shop(chat=spec(*messages)), "chat"))

    assert prepared.problems == ()
    assert [(each.text, each.file) for each in prepared.request.messages] == [
        ('hi A"da', ""), ('{"user": "A\\"da"}', ""), ("", 'A"da.bin')
    ]  # fmt: skip
    assert prepared.request.is_websocket
    assert prepared.request.method == "GET"


def test_a_request_that_opens_no_websocket_sends_no_messages() -> None:
    prepared = prepare(ordered(shop(chat=spec(HELLO, url="http://h/")), "chat"))

    assert prepared.request.messages == ()
    assert not prepared.request.is_websocket


def test_what_is_missing_in_a_message_is_named_with_its_place() -> None:
    found = prepare(ordered(shop(chat=spec(Message("m", "{{nope}}", on_open=True))), "chat"))

    assert "messages.m" in found.problems[0].where
