import json

from workbench.engine.subscription import Subscription


def test_it_subscribes_once_it_is_acknowledged() -> None:
    subscription = Subscription('{"query": "subscription { a }"}')

    assert json.loads(subscription.opening()) == {"type": "connection_init"}
    assert subscription.ending() is None
    answer = subscription.answer('{"type": "connection_ack"}')
    assert json.loads(answer or "") == {
        "id": "1", "type": "subscribe", "payload": {"query": "subscription { a }"}
    }  # fmt: skip
    assert subscription.answer('{"type": "connection_ack"}') is None
    assert subscription.answer('{"id": "1", "type": "next", "payload": {}}') is None
    assert not subscription.over


def test_the_connection_may_carry_something() -> None:
    opening = Subscription("{}", '{"token": "t"}').opening()

    assert json.loads(opening) == {"type": "connection_init", "payload": {"token": "t"}}


def test_it_answers_pings_and_ends_with_complete_or_error() -> None:
    for last in ("complete", "error"):
        subscription = Subscription("{}")
        subscription.answer('{"type": "connection_ack"}')
        assert json.loads(subscription.answer('{"type": "ping"}') or "") == {"type": "pong"}
        subscription.answer('{"id": "2", "type": "complete"}')
        before = subscription.over
        subscription.answer(f'{{"id": "1", "type": "{last}"}}')
        assert (before, subscription.over) == (False, True)
        assert subscription.ending() is None


def test_it_says_complete_when_we_end_it() -> None:
    subscription = Subscription("{}")
    subscription.answer('{"type": "connection_ack"}')

    assert json.loads(subscription.ending() or "") == {"id": "1", "type": "complete"}
    assert subscription.ending() is None


def test_what_is_no_message_of_the_protocol_is_let_pass() -> None:
    subscription = Subscription("{}")

    for text in ("", "[]", "{", "[" * 100_000, '{"type": 3}'):
        assert subscription.answer(text) is None
