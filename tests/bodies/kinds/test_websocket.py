import pytest

from tests.bodies.viewing import lines, shown
from workbench.bodies.frames import PIECE, Frame, frame_lines
from workbench.bodies.recognise import recognise
from workbench.model import FRAMES

SAID = (
    Frame(0.5, True, "text", "hello", 5),
    Frame(0.75, False, "binary", b"\x00\xff", 2),
    Frame(0.75, False, "ping", "1", 1),
    Frame(2.0, False, "close", "done", 6, 1000),
)
RECORD = b"".join(line for frame in SAID for line in frame_lines(frame))


@pytest.mark.parametrize("content_type", [FRAMES, ""])
def test_each_frame_is_a_row_with_time_direction_kind_and_content(content_type: str) -> None:
    assert shown(RECORD, content_type) == [
        " 0.500s  +0.000s  → T text    hello",
        " 0.750s  +0.250s  ← B binary  00 ff",
        " 0.750s  +0.000s  ← ? ping    1",
        " 2.000s  +1.250s  ← × close   1000 normal done",
    ]


def test_nothing_in_a_frame_acts_on_a_terminal() -> None:
    evil = "\x1b]0;title\x07\u202e\n[red]{{x}}"
    record = b"".join(frame_lines(Frame(0, False, "text", evil, 1)))
    (row,) = shown(record, FRAMES)

    assert row.endswith("← T text    ␛]0;title␇\\u202e␊[red]{{x}}")


def test_a_long_message_is_one_row_that_tells_what_is_left_out() -> None:
    size = PIECE * 3
    record = b"".join(frame_lines(Frame(0, False, "text", "x" * size, size)))
    (line,) = lines(record, FRAMES)

    assert line[-1] == ("more", f" … {size - 4096:,} bytes more")


def test_what_is_no_frame_is_drawn_as_it_is() -> None:
    assert shown(b'{"at": "x"}\nhello\n', FRAMES) == ['{"at": "x"}', "hello"]


def test_a_million_tiny_frames_are_found_at_once() -> None:
    frame = b"".join(frame_lines(Frame(1.0, False, "text", "x", 1)))
    kind = recognise(FRAMES, frame)
    assert kind.name == "WebSocket"

    class Endless:
        size = len(frame) * 1_000_000

        def read(self, start: int, length: int) -> bytes:
            start, length = start % len(frame), min(length, self.size - start)
            return (frame * (length // len(frame) + 2))[start : start + length]

    source = Endless()
    index = kind.views[0].make(source, FRAMES)
    while index.fed < source.size:
        index.feed(source.read(index.fed, 1 << 20))
    assert index.rows_total == 1_000_000
    assert len(index.rows(999_990, 20)) == 10
