import pytest

from workbench.bodies.deltas import Deltas

OPENAI = b'data: {"id":"1","choices":[{"index":0,"delta":{"content":"a"},"finish_reason":null}]}'
LAST = b'data: {"choices":[{"delta":{},"finish_reason":"stop"}]}'
USAGE = b'data: {"choices":[],"usage":{"prompt_tokens":9,"completion_tokens":12}}'
RESPONSES = b'data: {"type":"response.output_text.delta","delta":"a"}'
ANTHROPIC = b'data: {"type":"content_block_delta","delta":{"type":"text_delta","text":"a"}}'
STARTED = b'data: {"type":"message_start","message":{"usage":{"output_tokens":1}}}'
ENDED = (
    b'data: {"type":"message_delta","delta":{"stop_reason":"end_turn"},'
    b'"usage":{"output_tokens":15}}'
)


@pytest.mark.parametrize("event", [OPENAI, RESPONSES, ANTHROPIC])
def test_deltas_are_counted_with_their_rate(event: bytes) -> None:
    deltas = Deltas()
    for number in range(5):
        deltas.take(event, 1.0 + number / 2)
    deltas.take(LAST, 9.0)

    assert deltas.words == "5 deltas, 2.0 deltas/s"


def test_tokens_are_said_where_the_stream_counts_them() -> None:
    for before, after in ((OPENAI, USAGE), (ANTHROPIC, ENDED)):
        deltas = Deltas()
        deltas.take(STARTED, 0.0)
        for at in (0.0, 1.0, 3.0):
            deltas.take(before, at)
        deltas.take(after, 3.5)
        assert deltas.words in ("12 tokens, 4.0 tokens/s", "15 tokens, 5.0 tokens/s")


def test_without_times_there_is_no_rate() -> None:
    deltas = Deltas()
    deltas.take(OPENAI, None)
    assert deltas.words == "1 delta"
    deltas.take(OPENAI, None)
    assert deltas.words == "2 deltas"


def test_other_events_are_no_deltas() -> None:
    deltas = Deltas()
    for event in (b"data: 1", b'data: {"text":"\\"delta\\": {"}', b'data: {"usage":{}}', LAST):
        deltas.take(event, 1.0)
    assert deltas.words == ""
