import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.bodies.decoded import Held
from workbench.bodies.json_walk import WINDOW, Span, Step, Walk

from .growing import JSON_VALUES as VALUES


def named(name: str | int) -> Step:
    return Step(lambda key: key == name)


ANY = Step(lambda _key: True)
DOWN = Step(lambda _key: True, descends=True)


def walked(data: bytes, *way: Step, piece: int = WINDOW) -> list[Span]:
    """Walk through a body that grows by pieces."""
    walk, found = Walk(way), []
    for end in (*range(piece, len(data), piece), len(data)):
        while walk.step(Held(data[:end]), end, is_last=end == len(data)):
            found += walk.take()
    assert walk.at_top
    return found + walk.take()


def texts(data: bytes, *way: Step, piece: int = WINDOW) -> list[bytes]:
    return [data[start:end] for _, start, end in walked(data, *way, piece=piece)]


def test_values_are_found_by_their_names_and_places_as_they_were_sent() -> None:
    data = rb'{"a": [1.50, {"b": "\u00e9", "b": [2]}], "b": {"b": null}} '

    assert texts(data) == [data.strip()]
    assert texts(data, named("a"), named(0)) == [b"1.50"]
    assert texts(data, named("a"), named(1), named("b")) == [rb'"\u00e9"', b"[2]"]
    assert [keys for keys, _, _ in walked(data, named("a"), ANY)] == [("a", 0), ("a", 1)]


def test_a_descent_finds_nodes_within_each_other_in_the_order_of_the_text() -> None:
    data = b'{"b": {"b": 1}, "c": [{"b": 2}]}'
    down = Step(lambda key: key == "b", descends=True)

    assert texts(data, down) == [b'{"b": 1}', b"1", b"2"]
    assert texts(data, down, named("b")) == [b"1"]


def test_several_texts_are_walked_one_by_one() -> None:
    assert texts(b'{"a": 1}\n{"a": 2}\n3', named("a")) == [b"1", b"2"]
    assert texts(b"1 2\n3") == [b"1", b"2", b"3"]


@pytest.mark.parametrize("data", [b"]", b'{"a": 1]', b"[1}}"])
def test_brackets_that_do_not_match_are_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="bracket closes"):
        walked(data, ANY)


def test_what_is_longer_than_a_window_is_found_as_well() -> None:
    long = b'"' + b"x" * (2 * WINDOW) + b'"'
    data = b'{"a": ' + long + b', "b": [' + b" " * (2 * WINDOW) + b"7]}"

    assert texts(data, named("a")) == [long]
    assert texts(data, named("b"), named(0)) == [b"7"]
    assert texts(data, named("b"))[0].endswith(b"7]")


def test_what_is_of_no_interest_is_passed_over_in_no_time() -> None:
    numbers = b"[" + b"1," * WINDOW + b"1]"
    data = b'{"a": ' + numbers + b', "b": [' + b'{"c": "]"},' * 20_000 + b'7], "d": 3}'
    source, reads = Held(data), 0

    class Counted:
        size = len(data)

        def read(self, start: int, length: int) -> bytes:
            nonlocal reads
            reads += 1
            return source.read(start, length)

    walk = Walk([named("d")])
    while walk.step(Counted(), len(data), is_last=True):
        pass
    assert [data[start:end] for _, start, end in walk.take()] == [b"3"]
    assert reads < 12


@given(VALUES, st.integers(1, 40))
def test_every_node_is_found_however_the_body_comes(value: object, piece: int) -> None:
    data = json.dumps(value).encode()

    def count(node: object) -> int:
        inner = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
        return sum(1 + count(each) for each in inner)

    found = walked(data, DOWN, piece=piece)
    assert len(found) == count(value)
    for keys, start, end in found:
        node: object = value
        for key in keys:
            assert isinstance(node, dict | list)
            node = node[key]  # type: ignore[index]
        assert json.loads(data[start:end]) == node
