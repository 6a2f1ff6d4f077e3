from tests.bodies.viewing import fed, lines, shown
from workbench.bodies.recognise import recognise

TYPE = "text/event-stream"


def test_an_event_shows_its_id_type_and_data() -> None:
    data = b": hello\n\nid: 7\nevent: add\ndata: one\ndata: two\n\ndata:three\r\n\r\nretry: 5\n\n"

    assert shown(data, TYPE) == ["7 add one␊two", "three"]


def test_what_has_no_data_is_no_event() -> None:
    assert shown(b"\xef\xbb\xbfdata: 1\n\nevent: x\n\n:data: no\n\ndata\n\n", TYPE) == ["1", ""]


def test_all_three_line_ends_of_the_standard_are_known() -> None:
    assert shown(b"data: 1\r\rdata: 2\n\ndata: 3\r\n\r\ndata: 4\n\r\n", TYPE) == list("1234")


def test_very_long_data_is_cut_with_its_length() -> None:
    (line,) = lines(b"data: " + b"x" * 5000 + b"\n\n", TYPE)

    assert line[-1] == ("more", "… 904 characters more")


def test_what_happened_to_the_connection_is_a_row() -> None:
    data = b"id: 1\ndata: a\n\nid: 2\ndata: cut o\n: workbench: it broke \x1b; again\n\ndata: b\n\n"

    assert shown(data, TYPE) == ["1 a", "⟳ it broke ␛; again", "b"]


def test_the_list_remarks_how_fast_a_model_writes() -> None:
    data = b'data: {"choices":[{"delta":{"content":"a"}}]}\n\n' * 7
    index = fed(data, recognise(TYPE, data), TYPE)

    assert index.remark == "7 deltas"
    assert fed(b"data: 1\n\n", recognise(TYPE, data), TYPE).remark == ""
