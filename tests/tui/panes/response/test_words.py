from dataclasses import replace

from workbench.errors import Problem
from workbench.model import Captured, Failure, Verdict
from workbench.store.spool import Spool
from workbench.tui.panes.response import words

from ...samples import exchange


def plain(lines: list[object]) -> str:
    return "\n".join(str(line) for line in lines)


def test_a_finished_exchange_tells_status_time_size_and_connection() -> None:
    line = str(words.status_line(exchange(), 0.0163, 0))

    assert line.startswith("● 200 OK  16.3 ms  0 B")
    assert "HTTP/1.1, new connection" in line


def test_a_body_that_is_too_large_for_memory_is_said_to_lie_in_a_file() -> None:
    spool = Spool(limit=2)
    spool.append(b"abc")

    assert "3 B in a file" in str(words.status_line(replace(exchange(), body=spool), 1.0, 0))
    spool.close()


def test_an_exchange_in_flight_turns_a_spinner_with_a_word_beside_it() -> None:
    waiting = replace(exchange(phase="waiting"), hops=())

    assert str(words.status_line(waiting, 1.5, 0)).startswith("◐ waiting  1.50 s")
    assert str(words.status_line(waiting, 1.5, 1)).startswith("◓ waiting")


def test_a_failure_is_told_before_the_status_of_what_did_arrive() -> None:
    failed = replace(exchange(), failure=Failure("cancelled", Problem("cancelled")))

    assert str(words.status_line(failed, 1.0, 0)).startswith("✗ cancelled  ● 200 OK")


def test_failed_checks_are_told_in_the_status_whatever_tab_is_shown() -> None:
    failed = replace(exchange(), verdicts=(Verdict("status == 201", passed=False),))
    passed = replace(exchange(), verdicts=(Verdict("status == 200", passed=True),))

    assert "● 200 OK  ✗ 1 check failed" in str(words.status_line(failed, 1.0, 0))
    assert "● 200 OK  ✓ 1" in str(words.status_line(passed, 1.0, 0))


def test_a_capture_that_found_nothing_is_not_called_a_check() -> None:
    missing = Captured("id", 'jsonpath "$.id"', problem="it finds nothing")
    verdicts = (Verdict("status == 201", passed=False),)

    both = replace(exchange(), verdicts=verdicts, captured=(missing, missing))
    alone = replace(exchange(), captured=(missing,))

    assert "✗ 1 check failed, 2 captures missing" in str(words.status_line(both, 1.0, 0))
    assert "✗ 1 capture missing" in str(words.status_line(alone, 1.0, 0))


def test_an_answer_that_is_no_websocket_is_not_called_incomplete() -> None:
    failure = Failure("protocol", Problem("no WebSocket"))
    refused = replace(exchange(), url="ws://h/x", failure=failure)

    assert str(words.status_line(refused, 1.0, 0)).startswith("✗ no WebSocket  ● 200 OK")
    cut = replace(exchange(), failure=failure)
    assert str(words.status_line(cut, 1.0, 0)).startswith("✗ incomplete  ● 200 OK")


def test_a_cancelled_request_needs_no_explanation() -> None:
    cancelled = replace(exchange(), failure=Failure("cancelled", Problem("x")))

    assert words.problem_lines(cancelled) == []


def test_a_problem_comes_with_its_place_and_hint() -> None:
    problem = Problem("connection refused", where="127.0.0.1:1", hint="is the server running?")

    text = plain(
        list(words.problem_lines(replace(exchange(), failure=Failure("connect", problem))))
    )

    assert text == "✗ connection refused\n  at 127.0.0.1:1\n  hint: is the server running?"


def test_no_problem_takes_no_lines() -> None:
    assert words.problem_lines(exchange()) == []
