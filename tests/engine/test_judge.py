import asyncio

from workbench.engine.growing import GrowingRecord
from workbench.engine.judge import Judge
from workbench.engine.judgement import Judgement
from workbench.engine.order import Order, SessionValues
from workbench.errors import Problem, WorkbenchError
from workbench.model import (
    Baseline,
    Check,
    Checks,
    Hop,
    RequestSpec,
    Resolved,
    Row,
    StoredJson,
    StoredResponse,
    Variable,
)

from .shops import ordered, shop

JSON = (("Content-Type", "application/json"),)
HOP = Hop("GET", "http://h/", (), 200, "OK", "HTTP/1.1", JSON)


def order(spec: RequestSpec) -> Order:
    return ordered(shop(r=spec), "r")


def record() -> GrowingRecord:
    made = GrowingRecord(1, Resolved("r", "R", "GET", "http://h/"), lambda _: None, keep_body=True)
    made.head(HOP)
    made.grow(b'{"id": 7}')
    return made


def judged(judge: Judge, spec: RequestSpec, *known: Variable) -> Judgement:
    values = SessionValues(captured=known)
    return asyncio.run(judge.judge(order(spec), record(), values, {}, None))


def test_a_response_is_judged_with_what_is_known_by_now() -> None:
    checks = Checks((Check('jsonpath "$.id" == {{seven}}'), Check("status == 201")))
    captures = (Row("id", 'jsonpath "$.id"'),)

    found = judged(
        Judge(lambda _: None),
        RequestSpec(checks=checks, captures=captures),
        Variable("seven", 7),
    )

    assert [verdict.passed for verdict in found.verdicts] == [True, False]
    assert [(each.name, each.value) for each in found.captured] == [("id", 7)]


def test_the_stored_response_is_asked_for_if_there_is_to_be_one() -> None:
    asked: list[str] = []

    def baseline(order: Order) -> StoredResponse:
        asked.append(order.request)
        return StoredResponse(200, (), StoredJson({"id": 8}))

    assert judged(Judge(baseline), RequestSpec()) == Judgement()
    assert asked == []
    verdicts = judged(Judge(baseline), RequestSpec(baseline=Baseline())).verdicts
    assert not all(verdict.passed for verdict in verdicts)
    assert asked == ["r"]


def test_one_that_cannot_be_read_is_no_exception_but_a_verdict() -> None:
    def unreadable(_: Order) -> StoredResponse:
        raise WorkbenchError(Problem("a value is missing"))

    (verdict,) = judged(Judge(unreadable), RequestSpec(baseline=Baseline())).verdicts

    assert (verdict.actual, verdict.broken) == ("a value is missing", True)


def test_a_record_is_judged_again_without_what_is_secret_by_now() -> None:
    spec = RequestSpec(
        checks=Checks((Check('body contains "7"'),)), captures=(Row("id", 'jsonpath "$.id"'),)
    )
    finished = record()
    finished.end()

    async def story() -> None:
        exchange, captured = await Judge(lambda _: None).judge_again(
            order(spec), finished.exchange, SessionValues(), {}, frozenset({"http://h/"})
        )
        assert [verdict.passed for verdict in exchange.verdicts] == [True]
        assert exchange.url == "•••"
        assert [found.value for found in captured] == [7]

    asyncio.run(story())
