import time

from workbench.errors import ExitCode, Problem, WorkbenchError, did_you_mean


def test_a_problem_says_where_what_and_what_may_help() -> None:
    assert str(Problem("what")) == "what"
    assert str(Problem("what", "a.toml:7", "try this")) == "a.toml:7: what\nhint: try this"


def test_an_error_tells_all_of_its_problems() -> None:
    error = WorkbenchError(Problem("one"), Problem("two", "here"))

    assert str(error) == "one\nhere: two"
    assert error.problems == (Problem("one"), Problem("two", "here"))
    assert error.exit_code is ExitCode.USAGE


def test_a_likely_word_is_offered() -> None:
    assert did_you_mean("heders", ["body", "headers"]) == 'did you mean "headers"?'
    assert did_you_mean("zzz", ["body", "headers"]) == ""
    assert did_you_mean("zzz", ["body"], "look it up") == "look it up"


def test_very_long_words_are_not_compared() -> None:
    started = time.thread_time()

    assert did_you_mean("a" * 100_000, ["a" * 99_999]) == ""
    assert did_you_mean("a", ["a" * 1_000_000]) == ""
    assert time.thread_time() - started < 10
