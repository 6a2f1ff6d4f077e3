"""Elements of XML are found where a reference parser finds them, wherever one asks."""

from collections import Counter
from xml.parsers import expat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.bodies.index import Node
from workbench.bodies.xml_index import XmlIndex
from workbench.bodies.xml_nodes import XmlNodes

from .growing import Grown, feed

FEED = (
    b'<?xml version="1.0"?><feed a=\'1>2\'><!-- c --><title lang="en">A</title>'
    b"<entry><p>one <b>two</b> three</p><empty/></entry><entry/>\n\n<entry>\n\n  many\n  lines\n"
    b"</entry></feed>\n<!-- end -->"
)


def indexed(data: bytes, cuts: list[int] | None = None) -> tuple[XmlNodes, XmlIndex]:
    source = Grown()
    index = XmlIndex(source)
    feed(index, source, data, cuts)
    index.finish()
    return XmlNodes(source, index), index


def reference(data: bytes) -> dict[int, tuple[str, int, int]]:
    """Return path, end and count of children of each element, by where it starts."""
    found: dict[int, tuple[str, int, int]] = {}
    stack: list[tuple[str, int, Counter[str]]] = [("", -1, Counter())]
    parser = expat.ParserCreate()

    def start(name: str, _: object) -> None:
        around = stack[-1]
        around[2][name] += 1
        position = f"[{around[2][name]}]" if len(stack) > 1 else ""
        stack.append((f"{around[0]}/{name}{position}", parser.CurrentByteIndex, Counter()))

    def end(_: str) -> None:
        path, at, counts = stack.pop()
        begin = parser.CurrentByteIndex
        is_single = data[begin - 2 : begin] == b"/>" and b"<" not in data[at + 1 : begin]
        stop = begin if is_single else data.index(b">", begin) + 1
        found[at] = path, stop, counts.total()

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.Parse(data, True)
    return found


def node_of(nodes: XmlNodes, row: int) -> Node:
    node = nodes.node(row)
    assert node is not None
    return node


def test_each_row_knows_its_element_and_its_path() -> None:
    nodes, index = indexed(FEED)
    paths = [node.path if (node := nodes.node(row)) else None for row in range(index.rows_total)]
    assert paths == [
        None,
        "/feed",
        "/feed",
        "/feed/title[1]",
        "/feed/entry[1]",
        "/feed/entry[1]/p[1]",
        "/feed/entry[1]/p[1]/b[1]",
        "/feed/entry[1]/p[1]",
        "/feed/entry[1]/p[1]",
        "/feed/entry[1]/empty[1]",
        "/feed/entry[1]",
        "/feed/entry[2]",
        "/feed/entry[3]",
        "/feed/entry[3]",
        "/feed/entry[3]",
        "/feed",
        None,
    ]
    entry = node_of(nodes, 10)
    assert (entry.first_row, entry.last_row, entry.members) == (4, 10, 2)
    assert FEED[entry.start : entry.end].startswith(b"<entry><p>")
    assert FEED[entry.start : entry.end].endswith(b"<empty/></entry>")
    assert nodes.parent_row(9) == 4
    assert nodes.parent_row(6) == 5
    assert nodes.parent_row(1) is None


trees = st.recursive(
    st.sampled_from([b"<a/>", b"text", b"<b x='>'>t</b>", b"<!-- <x> -->", b"\n", b"<a></a>"]),
    lambda inner: st.builds(
        lambda name, parts: b"<%s>%s</%s>" % (name, b"".join(parts), name),
        st.sampled_from([b"a", b"b", b"ns:c"]),
        st.lists(inner, max_size=6),
    ),
    max_leaves=30,
)


@given(st.lists(trees, max_size=8), st.lists(st.integers(0, 2000), max_size=5))
def test_every_element_is_where_a_parser_finds_it(inner: list[bytes], cuts: list[int]) -> None:
    data = b"<root>" + b"".join(inner) + b"</root>"
    check(data, sorted(cuts))


def test_it_holds_in_a_body_of_many_snapshots(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workbench.bodies.xml_outline.SNAPSHOT", 256)
    monkeypatch.setattr("workbench.bodies.xml_index.SPACING", 64)
    inner = b"".join(
        b"<i n='%d'><v>%d</v>%s</i>" % (n, n, b"<deep><er>x</er></deep>" * (n % 7))
        for n in range(400)
    )
    check(b"<r><list>" + inner + b"</list><tail>t</tail></r>")


def check(data: bytes, cuts: list[int] | None = None) -> None:
    nodes, index = indexed(data, cuts)
    found = reference(data)
    for at, (path, end, children) in found.items():
        node = node_of(nodes, index.row_at(at))
        if node.start != at:
            continue  # its row is also that of an element around it
        assert (node.path, node.end) == (path, end)
        assert node.members in ({children, None} if not children else {children})
        assert index.row_at(end - 1) == node.last_row
        around = nodes.parent_row(node.first_row)
        parents = [start for start, (_, stop, _) in found.items() if start < at and stop >= end]
        assert (around is None) == (not parents)
        if parents:
            assert around == index.row_at(max(parents))


def test_what_is_not_all_there_has_no_end() -> None:
    nodes, _ = indexed(b"<r><list><i/><i/>")
    node = node_of(nodes, 1)
    assert (node.path, node.end, node.members) == ("/r/list[1]", None, 2)


def test_a_body_that_nests_beyond_measure_is_known_as_far_as_that_goes() -> None:
    data = b"<a>" * 20_000 + b"x" + b"</a>" * 20_000
    nodes, _ = indexed(data)
    assert node_of(nodes, 0).end == len(data)
    assert node_of(nodes, 10_000).path.count("/") <= 202


def test_tags_that_close_nothing_do_no_harm() -> None:
    nodes, index = indexed(b"</x></y><r></q><b>t</b></r></r>")
    assert [nodes.node(row) is not None for row in range(index.rows_total)]


def test_names_beyond_count_have_no_position() -> None:
    nodes, index = indexed(b"<r>" + b"".join(b"<n%d/>" % n for n in range(100)) + b"<n0/></r>")
    assert node_of(nodes, 1).path == "/r/n0[1]"
    assert node_of(nodes, 90).path == "/r/n89"
    assert node_of(nodes, index.rows_total - 2).path == "/r/n0[2]"
