import json
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.bodies import json_outline
from workbench.bodies.json_index import JsonIndex
from workbench.bodies.json_names import path_step
from workbench.bodies.json_nodes import JsonNodes

from .growing import Grown, feed
from .json_corpus import CORPUS

values = st.recursive(
    st.none() | st.integers() | st.text('a"\\[]{},:é', max_size=6),
    lambda inner: (
        st.lists(inner, max_size=5) | st.dictionaries(st.text("ab'\"", max_size=3), inner)
    ),
    max_leaves=25,
)
layouts = st.sampled_from([{"indent": 2}, {"separators": (",", ":")}, {"ensure_ascii": False}])


def indexed(data: bytes, cuts: list[int] | None = None) -> tuple[JsonNodes, JsonIndex]:
    source = Grown()
    index = JsonIndex(source)
    feed(index, source, data, cuts)
    return JsonNodes(source, index), index


def walked(value: Any, path: str = "$", steps: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the path, steps and value of every row in which something begins, and of its end."""
    yield path, steps, value
    if isinstance(value, dict) and value:
        for key, inner in value.items():
            yield from walked(inner, path + path_step(key), (*steps, key))
        yield path, steps, value
    elif isinstance(value, list) and value:
        for number, inner in enumerate(value):
            yield from walked(inner, f"{path}[{number}]", (*steps, number))
        yield path, steps, value


@given(value=values, layout=layouts, cuts=st.lists(st.integers(min_value=0), max_size=9))
@settings(deadline=None)
def test_every_row_knows_its_node(value: Any, layout: dict[str, Any], cuts: list[int]) -> None:
    data = json.dumps(value, **layout).encode()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(json_outline, "SNAPSHOT", 8)
        nodes, index = indexed(data, cuts)
        expected = list(walked(value))

        assert index.rows_total == len(expected)
        for row, (path, steps, inner) in enumerate(expected):
            node = nodes.node(row)
            assert node is not None
            assert (nodes.path(row), node.path) == (path, path)
            assert json.loads(data[node.start : node.end]) == inner
            assert node.members == (len(inner) if isinstance(inner, list | dict) else None)
            assert expected[node.first_row] == expected[node.last_row] == expected[row]
            assert nodes.row_of(*steps) == node.first_row
            parent = nodes.parent_row(row)
            assert (parent is None) == (not steps)
            if parent is not None:
                assert expected[parent][1] == steps[:-1]


@pytest.fixture(scope="module")
def large() -> tuple[JsonNodes, JsonIndex, bytes]:
    items = [{"id": n, "tags": ["x", {"deep": n}], "text": "\\" * (n % 7)} for n in range(60_000)]
    data = json.dumps({"first": 1, "items": items, "last": {"a": [], "b": "z" * 70_000}}).encode()
    return *indexed(data, list(range(0, len(data), 65_000))), data


def test_paths_are_found_deep_in_a_large_text(large: tuple[JsonNodes, JsonIndex, bytes]) -> None:
    nodes, index, data = large

    for number in (0, 7, 30_000, 59_999):
        row = index.row_at(data.index(b'"deep": %d}' % number))
        assert nodes.path(row) == f"$.items[{number}].tags[1].deep"
        assert nodes.row_of("items", number, "tags", 1, "deep") == row
    assert nodes.path(index.row_at(len(data) - 100)) == "$.last.b"


def test_a_large_node_knows_its_end_and_members(large: tuple[JsonNodes, JsonIndex, bytes]) -> None:
    nodes, index, data = large
    items = nodes.node(2)

    assert items is not None
    assert items.members == 60_000
    assert items.end == data.rindex(b', "last"')
    assert nodes.path(items.last_row) == "$.items"
    assert nodes.row_of("last") == items.last_row + 1
    assert nodes.row_of("items", 60_000) is None
    assert nodes.row_of("items", "0") is None
    root = nodes.node(0)
    assert root is not None
    assert (root.end, root.last_row) == (len(data), index.rows_total - 1)


def test_a_node_that_is_not_all_there_has_no_end_yet() -> None:
    nodes, _ = indexed(b'{"a": [1, 2')

    node = nodes.node(1)
    assert node is not None
    assert (node.path, node.end, node.members) == ("$.a", None, 2)


def test_each_text_of_several_is_a_root() -> None:
    nodes, _ = indexed(b'{"a": 1}\n{"b": [2]}\n')

    assert [nodes.path(row) for row in range(8)] == [
        "$", "$.a", "$", "$", "$.b", "$.b[0]", "$.b", "$",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "data", [b"]", b"{]", b"}{", b'{"a" 1}', b"[1,,2]", b'{"a":', b'"a', b"x y"]
)
def test_broken_text_raises_nothing(data: bytes) -> None:
    nodes, index = indexed(data)

    for row in range(index.rows_total):
        assert nodes.path(row).startswith("$")
        nodes.node(row)
        nodes.parent_row(row)


def test_no_text_has_no_nodes() -> None:
    nodes, _ = indexed(b"")

    assert nodes.node(0) is None
    assert nodes.row_of() is None


MOST = 200  # rows of a text that are looked at


@pytest.mark.parametrize("name", CORPUS)
def test_every_text_of_the_corpus_is_shown_whole_and_from_any_row(name: str) -> None:
    data = CORPUS[name]
    nodes, index = indexed(data, [1, len(data) // 2])
    spans = [index.span(row) for row in range(min(index.rows_total, MOST))]

    assert all(start <= end <= following for (start, end), (following, _) in pairwise(spans))
    if index.rows_total <= MOST:
        kept = b"".join(data[start:end] for start, end in spans)
        # A backslash at the very end is shown once what it escapes has come.
        assert b"".join(data.split()) in (b"".join(kept.split()), b"".join(kept.split()) + b"\\")
    for row in (0, 1, index.rows_total // 2, index.rows_total - 1):
        node = nodes.node(max(0, row))
        assert node is None or node.first_row <= max(0, row) <= node.last_row
    if name.startswith("y"):
        value = json.loads(data, parse_int=str, object_pairs_hook=all_members)
        assert index.ok
        assert index.rows_total == json.dumps(value, indent=1).count("\n") + 1


def all_members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Keep members whose names come again."""
    return {f"{number} {name}": value for number, (name, value) in enumerate(pairs)}


def test_the_corpus_is_what_it_says() -> None:
    assert len(CORPUS) >= 150
    for name, data in CORPUS.items():
        if not name.startswith("i"):
            assert is_json(data) == name.startswith("y"), name


def is_json(data: bytes) -> bool:
    """Tell whether bytes are JSON by RFC 8259."""
    try:
        json.loads(data.decode(), parse_constant=refuse, parse_int=str)
    except (ValueError, RecursionError):
        return False
    return data[:3] != b"\xef\xbb\xbf"


def refuse(word: str) -> None:
    raise ValueError(word)
