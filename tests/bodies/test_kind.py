from workbench.bodies.kind import EMPTY, HEX, RAW, Claim, Kind, hex_view, text_view

from .growing import Grown, plain


def test_a_view_is_found_by_its_name() -> None:
    kind = Kind("x", (RAW, HEX), lambda _type, _head: Claim.LAST)

    assert kind.view("hex") is HEX
    assert kind.view("table") is None
    assert EMPTY.views == ()
    assert EMPTY.claim("text/plain", b"x") is Claim.NONE


def test_every_body_can_be_read_as_text_and_as_a_dump() -> None:
    source = Grown(b"ab")
    for make, start in ((text_view, "ab"), (hex_view, "00000000  61 62")):
        index = make(source, "")
        index.feed(b"ab")
        assert plain(index.rows(0, 1))[0].startswith(start)
