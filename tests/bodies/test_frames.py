import json

from hypothesis import given
from hypothesis import strategies as st

from workbench.bodies import frames
from workbench.bodies.frames import (
    Frame,
    close_name,
    frame_lines,
    is_first,
    read_frame,
    time_of,
    whole_content,
)

from .growing import Grown

CONTENTS = st.text(st.characters(exclude_categories=["Cs"])) | st.binary()


def record(*said: Frame) -> bytes:
    return b"".join(line for frame in said for line in frame_lines(frame))


@given(CONTENTS, st.booleans(), st.none() | st.integers(1000, 4999))
def test_a_frame_comes_back_from_its_line(
    content: str | bytes, ours: bool, code: int | None
) -> None:
    frame = Frame(1.5, ours, "text", content, 7, code)
    (line,) = frame_lines(frame)

    assert line.count(b"\n") == 1
    assert read_frame(line) == frame
    assert time_of(line[:64]) == 1.5
    assert json.loads(line)["size"] == 7
    for cut in range(len(line)):
        read_frame(line[:cut])


def test_a_long_message_goes_on_in_lines_of_its_own() -> None:
    text, octets = "aé" * frames.PIECE, bytes(range(256)) * 2000
    said = record(Frame(0, False, "text", text, 1), Frame(1, True, "binary", octets, 2))
    source = Grown()
    source.data += said
    starts = [at for at, line in offsets(said) if is_first(line)]

    assert len(starts) == 2
    assert whole_content(source, starts[0], 1 << 30) == text
    assert whole_content(source, starts[1], 1 << 30) == octets
    assert len(whole_content(source, starts[0], frames.PIECE)) < len(text)


def offsets(said: bytes) -> list[tuple[int, bytes]]:
    found, at = [], 0
    for line in said.split(b"\n"):
        found.append((at, line))
        at += len(line) + 1
    return found


def test_the_beginning_of_a_line_shows_the_beginning_of_the_message() -> None:
    (line,) = frame_lines(Frame(0, False, "text", '"\\\x1b\u202eé' * 1000, 1))

    found = read_frame(line[:501])
    assert found is not None
    assert isinstance(found.content, str)
    assert found.content.startswith('"\\\x1b\u202eé"')


def test_what_is_no_line_of_a_record_is_none() -> None:
    assert read_frame(b'{"at":1.0}') is None
    assert read_frame(b"\xff\x00") is None
    assert time_of(b"{}") is None
    assert not is_first(b"\n")


def test_half_a_surrogate_pair_can_be_kept() -> None:
    (line,) = frame_lines(Frame(0, True, "text", "a\ud800", 1))

    assert line.decode().count("a?") == 1


def test_codes_have_names() -> None:
    assert close_name(1000) == "normal"
    assert close_name(4999) == ""


def test_a_long_message_is_not_cut_where_that_must_not_be() -> None:
    for content in ("x" * (2 * frames.PIECE), b"x" * (2 * frames.PIECE)):
        asked: list[int] = []

        def may_cut(_content: str | bytes, at: int, asked: list[int] = asked) -> bool:
            asked.append(at)
            return at < frames.PIECE - 1000

        source = Grown()
        source.data += b"".join(frame_lines(Frame(0, True, "text", content, 1), may_cut))
        assert asked[0] == frames.PIECE
        assert asked[1] < frames.PIECE - 1000
        assert whole_content(source, 0, 1 << 30) == content
