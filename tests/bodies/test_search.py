import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.bodies import search
from workbench.bodies.finders import Finder, PlainFinder, RegexFinder
from workbench.bodies.search import Hit, Search

from .growing import Grown


def searched(source: Grown, finder: Finder) -> Search:
    """Search a complete body to its end."""
    made = Search(source, finder)
    made.finish()
    while made.step():
        pass
    return made


def all_hits(made: Search) -> list[Hit]:
    hits, at = [], 0
    while (hit := made.after(at)) is not None:
        hits.append(hit)
        at = hit.start + 1
    return hits


@given(
    data=st.text("ab\né", max_size=60).map(str.encode),
    needle=st.text("abé", min_size=1, max_size=4),
    window=st.integers(1, 20),
    cuts=st.lists(st.integers(0, 60)),
)
@settings(deadline=None)
def test_hits_are_the_same_for_any_window_and_any_growth(
    data: bytes, needle: str, window: int, cuts: list[int]
) -> None:
    expected = [Hit(*m.span()) for m in re.finditer(re.escape(needle.encode()), data)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search, "WINDOW", window)
        source = Grown()
        made = Search(source, PlainFinder(needle))
        for cut in [*sorted(cuts), len(data)]:
            source.data[:] = data[:cut]
            while made.step():
                pass
        made.finish()
        while made.step():
            pass

        assert made.count == len(expected)
        assert all_hits(made) == expected
        assert made.between(0, len(data)) == expected
        for number, hit in enumerate(expected, 1):
            assert made.number(hit) == number
            assert made.before(hit.start + 1) == hit
    assert made.before(expected[0].start if expected else len(data)) is None


def test_a_growing_body_is_searched_as_far_as_hits_are_certain() -> None:
    source = Grown(b"one two on")
    made = Search(source, PlainFinder("one"))

    while made.step():
        pass
    assert (made.count, made.behind) == (1, False)

    source.data += b"e three"
    assert [made.behind] == [True]
    while made.step():
        pass
    assert made.count == 2


def test_a_match_across_windows_counts_once() -> None:
    data = bytearray(b"." * (3 * search.WINDOW))
    data[search.WINDOW - 3 : search.WINDOW + 3] = b"needle"

    for finder in (PlainFinder("needle"), RegexFinder("ne+dle")):
        made = searched(Grown(bytes(data)), finder)
        assert all_hits(made) == [Hit(search.WINDOW - 3, search.WINDOW + 3)]


def test_a_pattern_sees_what_stands_before_its_window() -> None:
    data = b"x" * (search.WINDOW - 1) + b"ab" + b"x" * 10

    made = searched(Grown(data), RegexFinder("(?<=a)b|^x"))

    assert all_hits(made) == [Hit(0, 1), Hit(search.WINDOW, search.WINDOW + 1)]


def test_many_hits_cost_no_memory_for_each() -> None:
    made = searched(Grown(b"ab" * search.WINDOW), PlainFinder("a"))

    assert made.count == search.WINDOW
    assert made.number(Hit(search.WINDOW, search.WINDOW + 1)) == search.WINDOW // 2 + 1
