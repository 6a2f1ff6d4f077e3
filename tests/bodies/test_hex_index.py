from workbench.bodies.hex_index import HexIndex

from .growing import Grown, feed, plain


def test_rows_show_place_bytes_and_what_is_printable() -> None:
    source = Grown()
    index = HexIndex(source)
    feed(index, source, b"GET / \x1b\xff012345678")

    assert plain(index.rows(0, 9)) == [
        "00000000  47 45 54 20 2f 20 1b ff  30 31 32 33 34 35 36 37  GET / ..01234567",
        "00000010  38                                                8",
    ]
    assert [kind for kind, _ in index.rows(0, 1)[0]] == ["offset", "hex", "text"]


def test_offsets_and_rows_are_found_from_each_other() -> None:
    source = Grown()
    index = HexIndex(source)
    feed(index, source, bytes(40))

    assert [index.span(row) for row in range(4)] == [(0, 16), (16, 32), (32, 40), (40, 40)]
    assert [index.row_at(offset) for offset in (0, 15, 16, 39, 99)] == [0, 0, 1, 2, 2]
