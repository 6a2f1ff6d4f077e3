from dataclasses import replace

from workbench.errors import Problem
from workbench.model import FRAMES, Captured, Exchange, Failure, Hop, Timings, Verdict

HOP = Hop("GET", "http://x", (), 200, "OK", "HTTP/1.1", (("Content-Type", "a"), ("X", "1")))


def test_only_phases_that_happened_are_told() -> None:
    timings = Timings(queue=0.0, send=0.1, receive=0.2, reused=True)

    assert timings.parts() == (("queue", 0.0), ("send", 0.1), ("receive", 0.2))
    assert Timings().parts() == ()


def test_a_header_is_found_in_any_case() -> None:
    assert HOP.header("content-type") == "a"
    assert HOP.header("missing") == ""


def test_the_last_hop_is_the_one_shown() -> None:
    fresh = Exchange(1, "a", "A", "GET", "http://x", 0.0)
    done = Exchange(1, "a", "A", "GET", "http://x", 0.0, hops=(HOP,))

    assert (fresh.last, fresh.status) == (None, None)
    assert (done.last, done.status) == (HOP, 200)


def test_it_has_passed_if_it_is_whole_and_nothing_speaks_against_it() -> None:
    done = Exchange(1, "a", "A", "GET", "http://x", 0.0, hops=(HOP,))
    good, bad = Verdict("a", True), Verdict("b", False)
    found, missing = Captured("x", "q", 1), Captured("x", "q", problem="nothing")

    assert done.passed
    assert replace(done, verdicts=(good, good), captured=(found,)).passed
    assert not replace(done, verdicts=(good, bad)).passed
    assert replace(done, verdicts=(good, bad), captured=(missing, found)).wrong == 2
    assert not replace(done, verdicts=(good,), captured=(found, missing)).passed
    assert not replace(done, failure=Failure("body", Problem("cut"))).passed


def test_what_comes_from_history_is_told_apart_by_its_number() -> None:
    assert Exchange(-1, "a", "A", "GET", "http://x", 0.0).from_history
    assert not Exchange(1, "a", "A", "GET", "http://x", 0.0).from_history


def test_the_content_type_is_that_of_what_brought_the_body() -> None:
    def hop(status: int, *headers: tuple[str, str]) -> Hop:
        return Hop("GET", "http://h/", (), status, "", "HTTP/1.1", headers)

    stream = hop(200, ("content-type", "text/event-stream"))
    opened = hop(101, ("Upgrade", "WebSocket"))
    one = Exchange(1, "a", "A", "GET", "http://h/", 0.0)

    assert one.content_type == ""
    assert replace(one, hops=(stream, hop(204))).content_type == "text/event-stream"
    assert replace(one, hops=(hop(204),)).content_type == ""
    assert replace(one, hops=(opened,)).content_type == FRAMES
    assert opened.is_websocket
    assert not stream.is_websocket
