from tests.bodies.growing import Grown
from tests.bodies.viewing import fed
from workbench.bodies.decoded import Held
from workbench.bodies.frames import PIECE, Frame, frame_lines
from workbench.bodies.recognise import recognise
from workbench.model import FRAMES
from workbench.tui.screens.whole_row import row_of


def found(data: bytes, content_type: str, row: int) -> tuple[str, bytes] | None:
    index = fed(data, recognise(content_type, data), content_type)
    return row_of(index, Held(data), row)


def test_a_frame_is_shown_with_all_it_says() -> None:
    text = "é" * (PIECE + 10)
    said = (
        Frame(0.5, True, "text", text, 2 * len(text)),
        Frame(1, False, "binary", b"\0\1", 2),
        Frame(2, False, "close", "bye", 5, 1000),
    )
    data = b"".join(line for frame in said for line in frame_lines(frame))

    assert found(data, FRAMES, 0) == ("→ sent text, 393 kB, after 0.500 s", text.encode())
    assert found(data, FRAMES, 1) == ("← received binary, 2 B, after 1.000 s", b"\0\1")
    title, octets = found(data, FRAMES, 2) or ("", b"")
    assert (title, octets) == ("← received close 1000 normal, 5 B, after 2.000 s", b"bye")


def test_an_event_is_shown_with_its_data_and_a_record_as_it_is() -> None:
    events = b"id: 7\nevent: add\ndata: {\ndata: }\n\n"
    assert found(events, "text/event-stream", 0) == ("event add 7", b"{\n}")
    assert found(b'{"a": 1}\n{"b": 2}\n', "", 1) == ("record", b'{"b": 2}')


def test_other_bodies_have_no_such_rows() -> None:
    assert found(b"hello\nthere\n", "text/plain", 0) is None
    assert row_of(fed(b"", recognise("x", b"x")), Grown(), 0) is None
