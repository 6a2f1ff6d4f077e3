from dataclasses import replace

from workbench.errors import Problem
from workbench.model import Failure, Timings
from workbench.tui.panes.response import words

from ...samples import exchange


def plain(lines: list[object]) -> str:
    return "\n".join(str(line) for line in lines)


def test_a_finished_exchange_tells_status_time_size_and_connection() -> None:
    line = str(words.status_line(exchange(), 0.0163, 0))

    assert line.startswith("● 200 OK  16.3 ms  0 B")
    assert "HTTP/1.1, new connection" in line


def test_an_exchange_in_flight_turns_a_spinner_with_a_word_beside_it() -> None:
    waiting = replace(exchange(phase="waiting"), hops=())

    assert str(words.status_line(waiting, 1.5, 0)).startswith("◐ waiting  1.50 s")
    assert str(words.status_line(waiting, 1.5, 1)).startswith("◓ waiting")


def test_a_failure_is_told_before_the_status_of_what_did_arrive() -> None:
    failed = replace(exchange(), failure=Failure("cancelled", Problem("cancelled")))

    assert str(words.status_line(failed, 1.0, 0)).startswith("✗ cancelled  ● 200 OK")


def test_headers_are_shown_for_request_and_response_of_every_hop() -> None:
    twice = replace(exchange(), hops=exchange().hops * 2)

    text = plain(list(words.header_lines(twice)))

    assert text.count("GET http://127.0.0.1:1/users") == 2
    assert text.count("Content-Type: application/json") == 2
    assert "Host: 127.0.0.1:1" in text


def test_header_values_cannot_act_on_the_terminal() -> None:
    hop = replace(exchange().hops[0], headers=(("X", "\x1b]0;T\x07[@click=app.quit]x[/]"),))

    text = plain(list(words.header_lines(replace(exchange(), hops=(hop,)))))

    assert "X: ␛]0;T␇[@click=app.quit]x[/]" in text


def test_the_waterfall_has_a_line_for_each_phase_that_happened() -> None:
    text = plain(list(words.timing_lines(exchange())))

    for phase in ("queue", "connect", "send", "wait", "receive", "total"):
        assert phase in text
    assert "tls" not in text


def test_the_waterfall_of_a_kept_connection_says_so() -> None:
    hop = replace(exchange().hops[0], timings=Timings(wait=0.01, reused=True))

    assert "kept connection" in plain(list(words.timing_lines(replace(exchange(), hops=(hop,)))))


def test_a_problem_comes_with_its_place_and_hint() -> None:
    problem = Problem("connection refused", where="127.0.0.1:1", hint="is the server running?")

    text = plain(
        list(words.problem_lines(replace(exchange(), failure=Failure("connect", problem))))
    )

    assert text == "✗ connection refused\n  at 127.0.0.1:1\n  hint: is the server running?"


def test_no_problem_takes_no_lines() -> None:
    assert words.problem_lines(exchange()) == []


def test_headers_before_any_arrived() -> None:
    assert "no response yet" in plain(list(words.header_lines(replace(exchange(), hops=()))))
