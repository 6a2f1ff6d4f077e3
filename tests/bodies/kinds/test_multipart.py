from tests.bodies.viewing import fed, shown
from workbench.bodies.recognise import recognise

BODY = (
    b'--x y\r\nContent-Disposition: form-data; name="a"\r\n\r\none\r\ntwo\r\n'
    b"--x y\r\nContent-Type: image/png\r\n\r\n\x89PNG\x00\x00\x00\r\n--x y--\r\nafter"
)
TYPE = 'multipart/form-data; boundary="x y"'


def test_parts_show_their_heads_and_their_text() -> None:
    assert shown(BODY, TYPE) == [
        "part 1, 8 bytes",
        'Content-Disposition: form-data; name="a"',
        "",
        "one",
        "two",
        "",
        "part 2, 7 bytes",
        "Content-Type: image/png",
        "",
        "not a text; the bytes are shown in the view hex",
        "",
    ]


def test_the_boundary_is_found_without_a_header() -> None:
    assert shown(BODY, "multipart/mixed")[0] == "part 1, 8 bytes"


def test_a_row_stands_for_the_bytes_of_its_part() -> None:
    index = fed(BODY, recognise(TYPE, BODY), TYPE)
    start, end = index.span(7)

    assert BODY[start:end].startswith(b"Content-Type: image/png")
    assert index.row_at(start) == 10


def test_what_is_cut_off_is_said_to_be() -> None:
    assert shown(b"--b\r\n\r\nhalf", "multipart/mixed; boundary=b")[-1] == (
        "the last part does not end"
    )
