import pytest

from workbench.bodies.code.text_search import MOST, Wanted, all_replaced, replaced, search
from workbench.errors import WorkbenchError

TEXT = "ab Ab\nxab\n\nab"


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ("ab", [(0, 0), (0, 3), (1, 1), (3, 0)]),
        ("Ab", [(0, 3)]),
        ("/^a/", [(0, 0), (3, 0)]),
        ("b\nx", [(0, 4)]),
        ("/x*/", [(1, 0)]),
        ("c", []),
        (".", []),
    ],
)
def test_what_is_found_where(wanted: str, expected: list[tuple[int, int]]) -> None:
    hits = search(TEXT, Wanted(wanted))

    assert [hits.places(number)[0] for number in range(len(hits))] == expected


def test_the_hits_around_a_place_go_round() -> None:
    hits = search(TEXT, Wanted("ab"))

    assert [hits.after(place) for place in ((0, 0), (0, 1), (2, 0), (3, 1))] == [0, 1, 3, 0]
    assert [hits.before(place) for place in ((0, 0), (0, 1), (3, 0))] == [3, 0, 2]


def test_the_hits_of_a_line_are_its_own_and_those_that_reach_into_it() -> None:
    hits = search("ab\r\nab\r\nc", Wanted("/b\\s+a/"), "\r\n")

    assert [list(hits.in_line(row, 2)) for row in (0, 1)] == [[(1, 2)], [(0, 1)]]
    assert list(hits.in_line(2, 1)) == []


def test_there_is_a_limit() -> None:
    hits = search("a" * (MOST + 10), Wanted("a"))

    assert (len(hits), hits.more) == (MOST + 1, True)


def test_replacing() -> None:
    assert all_replaced(TEXT, Wanted("ab"), r"\1") == ("\\1 \\1\nx\\1\n\n\\1", 4)
    assert all_replaced(TEXT, Wanted(r"/(a)(b)/"), r"\2\1") == ("ba bA\nxba\n\nba", 4)
    assert all_replaced("aa", Wanted("/b*/"), "x") == ("aa", 0)
    assert replaced(TEXT, (7, 9), Wanted("/(?<=x)a(.)/"), r"<\1>") == "<b>"
    assert replaced(TEXT, (0, 2), Wanted("ab"), r"\1") == r"\1"


def test_what_cannot_be_read_is_one_error() -> None:
    with pytest.raises(WorkbenchError, match="no pattern: "):
        search("a", Wanted("/(/"))
    with pytest.raises(WorkbenchError, match="no replacement: "):
        all_replaced("a", Wanted("/a/"), r"\3")
    with pytest.raises(WorkbenchError, match="takes too long"):
        search("a" * 40, Wanted("/(a|a|aa)+b/"))
