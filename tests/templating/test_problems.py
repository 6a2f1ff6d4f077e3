from workbench.errors import Problem
from workbench.templating.problems import MAX_PROBLEMS, Place, Problems


def test_a_place_is_a_field_with_line_and_column() -> None:
    place = Place("ab\ncd", 1, "body")

    assert str(place) == "body:1:2"
    assert str(place.to(4)) == "body:2:2"


def test_the_same_problem_is_told_once_where_it_was_met_first() -> None:
    problems = Problems()
    problems.report("it is wrong", Place("abc", 2, "url"), "do right")
    problems.report("it is wrong", "body")
    problems.report("it is late", "body")

    assert problems.found == (
        Problem("it is wrong", "url:3", "do right"),
        Problem("it is late", "body"),
    )


def test_very_many_problems_are_cut_short() -> None:
    problems = Problems()
    for number in range(MAX_PROBLEMS + 1):
        problems.report(str(number), "url")

    assert len(problems.found) == MAX_PROBLEMS
