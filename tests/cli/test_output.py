import pytest

from workbench.cli.output import complain, row_line, seconds, size
from workbench.errors import Problem
from workbench.model import RunRow


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.00042, "0.4 ms"),
        (0.0999, "100 ms"),
        (0.25, "250 ms"),
        (0.9999, "1.00 s"),
        (12.345, "12.35 s"),
        (4000, "4000 s"),
    ],
)
def test_a_duration_has_the_digits_that_matter(value: float, text: str) -> None:
    assert seconds(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0 B"),
        (999, "999 B"),
        (1000, "1.0 kB"),
        (99_960, "100 kB"),
        (999_600, "1.0 MB"),
        (50_000_000, "50.0 MB"),
        (10**16, "10000.0 TB"),
    ],
)
def test_a_size_has_decimal_units(value: int, text: str) -> None:
    assert size(value) == text


def test_a_response_is_one_line() -> None:
    row = RunRow(1, "List", "GET", "http://h/users", 200, 0.0123, 1500)

    assert row_line(row) == "200  GET      12.3 ms   1.5 kB  List  http://h/users"


def test_a_missing_response_says_why() -> None:
    row = RunRow(1, "", "GET", "http://h/", None, 0.1, 0, "h:80 refused the connection")

    assert row_line(row).endswith("http://h/  ! h:80 refused the connection")
    assert row_line(row).startswith("---  GET")


def test_outside_text_cannot_act_on_the_terminal_or_end_the_line() -> None:
    row = RunRow(1, "\x1b]0;x\x07\nnext", "GET", "http://h/\x9b", 200, 0.1, 0)

    assert row_line(row).isprintable()


def test_problems_are_printed_with_their_hints(capsys: pytest.CaptureFixture[str]) -> None:
    complain(Problem('unknown key "\x1bheders"', "a.toml:7", 'did you mean "headers"?'))

    out, err = capsys.readouterr()
    assert out == ""
    assert err == 'a.toml:7: unknown key "␛heders"\nhint: did you mean "headers"?\n'
