import asyncio
from collections.abc import Mapping
from typing import Any

import pytest

from workbench.engine.checked_run import CheckedPlan, CheckedRun
from workbench.engine.order import Order
from workbench.engine.session import Session
from workbench.model import (
    BearerAuth,
    Check,
    CheckRetry,
    Checks,
    Collection,
    Environment,
    Exchange,
    Outcome,
    RequestSpec,
    Row,
    RunReport,
    SavedRequest,
    SecretReference,
    TextBody,
    requests,
)

from .scripted import closed_port
from .shops import at, in_session, shop


def checking(url: str, *checks: str, **more: Any) -> RequestSpec:
    retry = more.pop("retry", CheckRetry())
    return RequestSpec(
        url=url, checks=Checks(tuple(Check(check) for check in checks), retry), **more
    )


def planned(collection: Collection, **kinds: Any) -> CheckedPlan:
    saved: list[SavedRequest] = list(requests(collection.root))
    orders = tuple(Order(collection, each.spec, each.id) for each in saved)
    return CheckedPlan(orders, **kinds)


def ran(plan: CheckedPlan, **watching: Any) -> RunReport:
    return in_session(lambda session: CheckedRun(plan, session, **watching).run())


def states(report: RunReport) -> list[str]:
    return [outcome.state for outcome in report.outcomes]


def test_values_that_are_captured_flow_to_later_requests(demo_url: str) -> None:
    collection = shop(
        first=checking(f"{demo_url}/users/2", captures=(Row("id", 'jsonpath "$.id"'),)),
        second=checking(f"{demo_url}/users/{{{{id}}}}", "status == 200", 'jsonpath "$.id" == 2'),
    )
    report = ran(planned(collection))

    assert states(report) == ["passed", "passed"]
    assert (report.collection, report.checks, report.cancelled) == ("Shop", 2, False)
    assert report.started > 0
    assert report.seconds > 0


def test_failures_keep_their_evidence_and_the_run_goes_on(demo_url: str) -> None:
    collection = shop(
        wrong=checking(f"{demo_url}/users/1", "status == 201"),
        away=checking(f"http://127.0.0.1:{closed_port()}/"),
        unknown=checking(f"{demo_url}/{{{{nowhere}}}}"),
        right=checking(f"{demo_url}/users/1", "status == 200"),
    )
    report = ran(planned(collection))

    assert states(report) == ["failed", "unanswered", "unanswered", "passed"]
    wrong, _, unknown, right = report.outcomes
    assert wrong.exchange is not None
    assert wrong.exchange.body is not None
    assert b"Ada" in wrong.exchange.body.read(0, 1000)
    assert right.exchange is not None
    assert right.exchange.body is None
    assert unknown.problems[0].what == 'unresolved "{{nowhere}}"'


def test_after_the_first_failure_the_rest_can_be_left_out(demo_url: str) -> None:
    collection = shop(
        wrong=checking(f"{demo_url}/users/1", "status == 201"),
        right=checking(f"{demo_url}/users/1", "status == 200"),
    )
    report = ran(planned(collection, bail=True, rows=({}, {})))

    assert states(report) == ["failed", "skipped", "skipped", "skipped"]
    assert [outcome.iteration for outcome in report.outcomes] == [1, 1, 2, 2]


def test_each_row_of_data_starts_anew_and_wins(demo_url: str) -> None:
    collection = shop(
        first=checking(
            f"{demo_url}/users/{{{{user}}}}",
            'jsonpath "$.id" == {{user}}',
            captures=(Row("id", 'jsonpath "$.id"'),),
        ),
        second=checking(f"{demo_url}/users/{{{{id}}}}", 'jsonpath "$.id" == {{user}}'),
    )
    rows: tuple[Mapping[str, Any], ...] = ({"user": 1}, {"user": 2}, {"user": 3})

    for jobs in (1, 4):
        report = ran(planned(collection, rows=rows, jobs=jobs))
        assert states(report) == ["passed"] * 6
        assert [outcome.row for outcome in report.outcomes[::2]] == [
            {"user": "1"},
            {"user": "2"},
            {"user": "3"},
        ]


def test_an_iteration_has_no_captures_responses_or_cookies_of_another(demo_url: str) -> None:
    reading = checking(f"{demo_url}/users/{{{{id}}}}")
    taking = checking(f"{demo_url}/users/1", captures=(Row("id", 'jsonpath "$.id"'),))
    report = ran(planned(shop(reading=reading, taking=taking), rows=({}, {})))

    assert states(report) == ["unanswered", "passed", "unanswered", "passed"]


def test_independent_requests_are_under_way_together_and_dependent_ones_wait(
    demo_url: str,
) -> None:
    slow = f"{demo_url}/slow?seconds=0.3"
    collection = shop(
        a=checking(slow, captures=(Row("one", "status"),)),
        b=checking(slow),
        c=checking(f"{slow}&x={{{{one}}}}"),
    )
    events: list[str] = []
    report = ran(
        planned(collection, jobs=3),
        began=lambda order: events.append(f"+{order.request}"),
        ended=lambda outcome: events.append(f"-{outcome.id}"),
    )

    assert states(report) == ["passed"] * 3
    assert events[:2] == ["+a", "+b"]
    assert events.index("-a") < events.index("+c")
    assert [outcome.id for outcome in report.outcomes] == ["a", "b", "c"]


def test_one_job_keeps_strictly_to_the_order(demo_url: str) -> None:
    events: list[str] = []
    collection = shop(a=checking(f"{demo_url}/users"), b=checking(f"{demo_url}/users"))
    ran(
        planned(collection, rows=({}, {})),
        began=lambda order: events.append(f"+{order.request}"),
        ended=lambda outcome: events.append(f"-{outcome.id}"),
    )

    assert events == ["+a", "-a", "+b", "-b"] * 2


def test_requests_that_do_not_say_how_often_are_sent_again_as_the_run_says(
    demo_url: str,
) -> None:
    never = CheckRetry(0, 0.0)
    collection = shop(
        own=checking(f"{demo_url}/users", "status == 1", retry=CheckRetry(1, 0.0)),
        other=checking(f"{demo_url}/users", "status == 1", retry=never),
        away=checking(f"http://127.0.0.1:{closed_port()}/", retry=never),
        fine=checking(f"{demo_url}/users", "status == 200", retry=never),
    )
    report = ran(planned(collection, retry=3))

    assert [outcome.attempts for outcome in report.outcomes] == [2, 4, 4, 1]


def test_a_cancelled_run_keeps_what_ended(demo_url: str) -> None:
    collection = shop(
        quick=checking(f"{demo_url}/users"), slow=checking(f"{demo_url}/slow?seconds=60")
    )

    async def story(session: Session) -> RunReport:
        begun = asyncio.Event()

        def began(order: Order) -> None:
            if order.request == "slow":
                begun.set()

        run = CheckedRun(planned(collection), session, began=began)
        task = asyncio.create_task(run.run())
        await begun.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        return run.report()

    report = in_session(story)
    assert states(report) == ["passed", "skipped"]
    assert report.cancelled


def test_what_is_not_trusted_is_collected(demo_url: str) -> None:
    live = Environment("live", (at(demo_url),), (SecretReference("token", "env:A_TOKEN"),))
    collection = shop(live, a=checking("{{base_url}}/users", auth=BearerAuth("{{token}}")))
    order = Order(collection, next(requests(collection.root)).spec, "a", "live")

    async def story(session: Session) -> tuple[RunReport, frozenset[str]]:
        run = CheckedRun(CheckedPlan((order,)), session)
        return await run.run(), run.untrusted.env_names

    report, names = in_session(story)
    assert states(report) == ["unanswered"]
    assert names == {"A_TOKEN"}


def test_an_exchange_can_be_settled_while_its_body_is_there(demo_url: str) -> None:
    seen: list[int] = []

    async def settle(order: Order, exchange: Exchange) -> None:
        assert exchange.body is not None
        seen.append(len(exchange.body.read(0, 10)))

    outcomes: list[Outcome] = []
    ran(planned(shop(a=checking(f"{demo_url}/users"))), settle=settle, ended=outcomes.append)

    assert seen == [10]
    assert [outcome.state for outcome in outcomes] == ["passed"]


def test_a_plan_without_requests_comes_to_nothing() -> None:
    report = ran(CheckedPlan(()))

    assert (report.outcomes, report.cancelled, CheckedPlan(()).total) == ((), False, 0)


def test_a_login_is_over_before_what_needs_its_cookie_is_sent(demo_url: str) -> None:
    login = checking(
        f"{demo_url}/session",
        "status == 200",
        method="POST",
        body=TextBody("json", '{"username": "ada", "password": "lovelace"}'),
    )
    shown = checking(f"{demo_url}/session", "status == 200")
    report = ran(planned(shop(a=login, b=shown, c=shown), rows=({}, {}, {}), jobs=6))

    assert states(report) == ["passed"] * 9


def test_a_report_is_without_secrets_that_were_met_after_a_request(demo_url: str) -> None:
    early = checking(f"{demo_url}/users/1", 'jsonpath "$.name" == "none"')
    late = checking(f"{demo_url}/users/1", captures=(Row("who", 'jsonpath "$.name" redact'),))
    ended: list[Outcome] = []

    report = ran(planned(shop(early=early, late=late)), ended=ended.append)

    assert ended[0].verdicts[0].actual == '"Ada Lovelace"'
    assert report.outcomes[0].verdicts[0].actual == '"•••"'
