import pytest

from workbench.errors import WorkbenchError
from workbench.tui.panes.response.finding import Finding, finder_of, marks_of

from ...widgets.test_body_view import Body


def found(body: Body, text: str) -> Finding:
    """Search a whole body to its end."""
    finding = Finding(body, text)
    finding.start(whole=True)
    finding._thread.join(10)
    assert not finding.running
    return finding


def test_all_hits_are_counted_and_can_be_stepped_through() -> None:
    finding = found(Body(b"one two One " * 1000), "one")

    assert (finding.count, finding.searched, finding.problem) == (2000, 1.0, "")
    first = finding.next(0)
    assert first is not None
    assert first.start == 0
    second = finding.next(1)
    assert second is not None
    assert (second.start, finding.number(second)) == (8, 2)
    assert finding.previous(8) == first
    last = finding.previous(0)  # before the first comes the last
    assert last is not None
    assert finding.number(last) == 2000
    assert finding.next(last.start + 1) == first


def test_a_capital_asks_for_that_case() -> None:
    assert found(Body(b"one One"), "One").count == 1


def test_slashes_make_a_pattern() -> None:
    assert found(Body(b"id7 id77 idx"), r"/id\d+/").count == 2
    assert found(Body(b"a/b/"), "/b/").count == 1
    with pytest.raises(WorkbenchError, match="cannot be read"):
        finder_of("/(/")


def test_a_pattern_that_takes_too_long_is_told() -> None:
    finding = found(Body(b"a" * 5000 + b"!"), "/(a|a)+$/")

    assert "took longer" in finding.problem


def test_a_body_that_grows_is_searched_on_until_it_is_whole() -> None:
    body = Body(b"one ")
    finding = Finding(body, "one")
    finding.start(whole=False)
    body.data += b"one one"
    assert finding.running
    finding.finish()
    finding._thread.join(10)

    assert finding.count == 3


def test_a_search_can_be_given_up() -> None:
    finding = Finding(Body(b"one"), "one")
    finding.start(whole=False)
    finding.stop()
    finding._thread.join(10)

    assert not finding.running


def test_marks_are_counted_in_characters() -> None:
    assert list(marks_of("é")("café É")) == [(3, 4), (5, 6)]
    assert list(marks_of("a.c")("abc a.c")) == [(4, 7)]
    assert list(marks_of("/a.c/")("abc a.c")) == [(0, 3), (4, 7)]
    assert list(marks_of("/(a|a)+$/")("a" * 5000 + "!")) == []
