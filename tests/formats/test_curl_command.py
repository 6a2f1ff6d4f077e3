from workbench.formats.curl_command import CurlCommand
from workbench.formats.curl_options import HARMLESS, SHORT, VALUES


def test_letters_stand_together_and_the_last_may_hold_its_value() -> None:
    command = CurlCommand()
    command.read(["-sSXPOST", "-HA: 1", "http://h"])

    assert (command.method, command.url) == ("POST", "http://h")
    assert [row.name for row in command.headers] == ["A"]
    assert {"silent", "show-error"} <= command.flags
    assert command.problems == []


def test_a_letter_that_is_no_option_is_named() -> None:
    command = CurlCommand()
    command.read(["-s?", "http://h"])

    assert [str(problem) for problem in command.problems] == ['not an option of curl: "-?"']


def test_what_is_shown_of_a_long_value_is_short() -> None:
    command = CurlCommand()
    command.read(["--resolve", "x" * 500, "http://h"])

    assert len(command.problems[0].what) < 100


def test_each_short_option_is_one_that_is_known_in_full() -> None:
    odd = ("version", "help", "manual", "proxytunnel", "tlsv1", "sslv2", "sslv3", "http1.0")

    assert set(SHORT.values()) - {*odd, "next"} <= VALUES | HARMLESS
