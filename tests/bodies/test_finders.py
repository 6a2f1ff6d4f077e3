import pytest

from workbench.bodies.finders import Finder, PlainFinder, RegexFinder
from workbench.errors import WorkbenchError


def found(finder: Finder, data: bytes) -> list[bytes]:
    spans = list(finder.spans(data, 0, len(data)))
    assert finder.count(data, 0, len(data))[0] == len(spans)
    return [data[start:end] for start, end in spans]


def test_a_plain_text_is_no_pattern() -> None:
    assert found(PlainFinder("a.c"), b"abc a.c A.C") == [b"a.c"]


def test_letter_case_can_be_ignored_in_any_alphabet() -> None:
    assert found(PlainFinder("Ab", ignore_case=True), b"ab AB aB xb") == [b"ab", b"AB", b"aB"]
    text = "ÉCOLE école Ecole".encode()
    assert found(PlainFinder("école", ignore_case=True), text) == [
        "ÉCOLE".encode(),
        "école".encode(),
    ]


def test_hits_do_not_lie_over_one_another() -> None:
    finder = PlainFinder("aa")
    data = b"aaaaa"

    assert list(finder.spans(data, 0, 5)) == [(0, 2), (2, 4)]
    assert finder.count(data, 0, 3) == (2, 4)


def test_a_pattern_works_on_characters_and_lines() -> None:
    data = "π = 3\nτ = 6\nbad \xff".encode()

    assert found(RegexFinder(r"^\w = \d$"), data) == ["π = 3".encode(), "τ = 6".encode()]
    assert found(RegexFinder("T", ignore_case=True), b"tT") == [b"t", b"T"]


def test_bytes_that_are_no_text_are_counted_in_offsets() -> None:
    data = b"\xff\xfe needle"

    assert list(RegexFinder("need(le)?").spans(data, 0, len(data))) == [(3, 9)]


def test_matches_of_nothing_do_not_count() -> None:
    assert found(RegexFinder("a*"), b"baab") == [b"aa"]


@pytest.mark.parametrize("pattern", ["(", "[a", "a" * 1001, "(?<n>a)(?<n"])
def test_a_pattern_that_cannot_be_read_is_refused_with_its_words(pattern: str) -> None:
    with pytest.raises(WorkbenchError, match="the pattern"):
        RegexFinder(pattern)


def test_a_pattern_that_takes_too_long_is_given_up() -> None:
    data = b"a" * 200 + b"!"

    with pytest.raises(WorkbenchError, match=r"took longer than 0\.5 s"):
        found(RegexFinder(r"(?:a|aa|a{3})+(?:a|aa)+$(?<=b)"), data)


def test_nothing_cannot_be_found() -> None:
    with pytest.raises(ValueError, match="text"):
        PlainFinder("")
    with pytest.raises(ValueError, match="pattern"):
        RegexFinder("")
