from workbench.bodies.json_index import JsonIndex
from workbench.bodies.json_places import JsonPlaces, Opening

from .growing import Grown, feed


def places(data: bytes) -> JsonPlaces:
    source = Grown()
    index = JsonIndex(source)
    feed(index, source, data)
    return JsonPlaces(source, index)


def test_what_is_open_at_a_token_is_told_from_the_outside_in() -> None:
    data = b'{"a": 0, "b": [1, 2, {"c": 3}]}'

    assert places(data).openings(data.index(b"3")) == [
        Opening(b"{", 0, None, 1),
        Opening(b"[", 14, b'"b"', 2),
        Opening(b"{", 21, None, 0),
    ]


def test_a_key_is_found_where_much_lies_between_it_and_its_bracket() -> None:
    data = b'[0, {"far":' + b" " * 50_000 + b"[1" + b", 1" * 30_000 + b"]}]"

    found = places(data).openings(len(data) - 3)

    assert [(opening.key, opening.commas) for opening in found] == [
        (None, 1), (None, 0), (b'"far"', 30_000)
    ]  # fmt: skip


def test_a_bracket_is_closed_by_its_own() -> None:
    data = b'[[1, "]"], []]'
    found = places(data)

    assert [found.close(0), found.close(1)] == [len(data) - 1, 8]
    assert (found.members(0, len(data) - 1), found.members(1, 8)) == (2, 2)
    assert places(b"[[1]").close(0) is None
