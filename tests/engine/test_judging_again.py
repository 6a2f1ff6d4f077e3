from workbench.engine.judging_again import judged_again
from workbench.engine.order import SessionValues
from workbench.model import Captured, Check, Checks, Exchange, Hop, RequestSpec, Row, Verdict

from .shops import ordered, shop

HOP = Hop("GET", "http://h/", (), 200, "OK", "HTTP/1.1", (("X-Token", "•••"),))
REVEALED = Hop("GET", "http://h/", (), 200, "OK", "HTTP/1.1", (("X-Token", "hush-hush"),))
DONE = Exchange(
    1, "r", "R", "GET", "http://h/", 0.0, "done", (HOP,), secrets=frozenset({"hush-hush"}),
    revealed=(REVEALED,), verdicts=(Verdict("status == 500", passed=False),),
)  # fmt: skip


def again(spec: RequestSpec, *known: str) -> tuple[Exchange, tuple[Captured, ...]]:
    order = ordered(shop(r=spec), "r")
    return judged_again(order, DONE, SessionValues(), {}, None, frozenset(known))


def test_the_response_is_judged_as_it_was_and_shown_without_secrets() -> None:
    checks = Checks((Check('header "X-Token" == "hush-hush"'), Check("status == 201")))
    captures = (Row("token", 'header "X-Token"'), Row("code", "status"))

    exchange, captured = again(RequestSpec(checks=checks, captures=captures))

    assert [verdict.passed for verdict in exchange.verdicts] == [True, False]
    assert [(found.value, found.secret) for found in captured] == [
        ("hush-hush", True), (200, False),
    ]  # fmt: skip
    assert "hush" not in f"{exchange.verdicts} {exchange.captured}"


def test_what_is_known_to_be_secret_is_masked_too() -> None:
    exchange, _ = again(RequestSpec(checks=Checks((Check("url == http://other/"),))), "other")

    assert "other" not in f"{exchange.verdicts}"


def test_a_request_without_checks_leaves_no_verdicts() -> None:
    exchange, captured = again(RequestSpec())

    assert (exchange.verdicts, captured) == ((), ())


def test_the_rest_of_the_record_loses_what_is_known_by_now_as_well() -> None:
    exchange, _ = again(RequestSpec(checks=Checks((Check("status == 200"),))), "http://h/")

    assert (exchange.url, exchange.hops[0].url) == ("•••", "•••")
    assert exchange.revealed == (REVEALED,)
    assert exchange.secrets == {"hush-hush", "http://h/"}
