"""What is open is the same from any snapshot on; tests/bodies/test_xml_nodes.py has the rest."""

import pytest

from workbench.bodies.xml_outline import DEEPEST, Levels, Snapshot, XmlOutline
from workbench.bodies.xml_parts import parts

from .growing import Grown

DATA = b"<r>" + b"<a><b/><b>t</b></a>" * 50 + b"<!-- c --><c><d/>"


def outline_of(data: bytes) -> XmlOutline:
    outline = XmlOutline(Grown(data))
    for part in parts(data, 0, is_last=True):
        outline.feed(part, data, 0)
    return outline


def levels_at_end(data: bytes, snapshot: Snapshot) -> Levels:
    levels = Levels(snapshot)
    for part in parts(data, snapshot.at, is_last=True):
        levels.feed(part, data, 0)
    return levels


def test_every_snapshot_leads_to_the_same_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workbench.bodies.xml_outline.SNAPSHOT", 100)
    outline, read = outline_of(DATA), Grown(DATA).read
    whole, _ = levels_at_end(DATA, Snapshot(0)).named(read)
    assert [(each.element.name, each.children) for each in whole] == [
        (b"", 1),
        (b"r", 51),
        (b"c", 1),
    ]
    assert whole[1].names == {b"a": 50, b"c": 1}
    seen = {outline.before(at).at for at in range(len(DATA))}
    assert len(seen) > 5
    for at in seen:
        assert levels_at_end(DATA, outline.before(at)).named(read)[0] == whole


def test_where_the_text_falls_is_found_without_reading_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workbench.bodies.xml_outline.SNAPSHOT", 100)
    data = DATA + b"</c></r>" + b"<x></x>" * 50
    outline = outline_of(data)
    first = outline.after(0)
    assert first is not None
    found, end = outline.falling(first.at, 0), data.index(b"</r>")
    following = outline.after(found.at)
    assert following is not None
    assert found.at <= end < following.at


def test_what_is_too_deep_is_counted_and_no_more() -> None:
    data = b"<a>" * (DEEPEST + 50) + b"<b/>" + b"</a>" * 60
    levels = levels_at_end(data, Snapshot(0))
    assert levels.depth == DEEPEST - 10
    assert len(levels.named(Grown(data).read)[0]) == DEEPEST - 10 + 1
