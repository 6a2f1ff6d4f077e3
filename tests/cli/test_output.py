import pytest

from workbench.cli.output import complain, order, remark, row_line, say
from workbench.errors import Problem
from workbench.model import RunRow


def test_a_response_is_one_line() -> None:
    row = RunRow(1, "List", "GET", "http://h/users", 200, 0.0123, 1500)

    assert row_line(row) == "200  GET      12.3 ms  1.50 kB  List  http://h/users"


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


def test_a_result_is_a_line_even_if_the_shell_closed_stdout(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    say("one")
    assert capsys.readouterr().out == "one\n"

    monkeypatch.setattr("sys.stdout", None)
    say("two")


def test_no_ci_server_finds_an_order_in_what_is_printed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    say("::set-output name=x::y")
    remark("a ##vso[task]")
    complain(Problem("::error::x", hint="##teamcity[x]"))
    order("::error file=a.toml::x")

    out, err = capsys.readouterr()
    assert out == ": :set-output name=x::y\n::error file=a.toml::x\n"
    assert err == "a # #vso[task]\n: :error::x\nhint: # #teamcity[x]\n"


def test_a_remark_leaves_stdout_to_a_report(capsys: pytest.CaptureFixture[str]) -> None:
    remark("one")

    assert capsys.readouterr() == ("", "one\n")
