import asyncio
import threading
from dataclasses import replace

import pytest

from workbench.engine import progress as module
from workbench.engine.progress import RunProgress
from workbench.engine.runner import run
from workbench.engine.session import Session
from workbench.model import Plan, Report, Resolved, RunRow

from .scripted import closed_port


def plan(*urls: str, repeat: int = 1, concurrency: int = 1) -> Plan:
    asked = tuple(Resolved(f"r{n}", f"R{n}", "GET", url) for n, url in enumerate(urls))
    return Plan(asked, repeat, concurrency)


def carried_out(what: Plan, progress: RunProgress | None = None) -> Report:
    async def main() -> Report:
        session = Session()
        try:
            return await run(what, session, progress or RunProgress(what))
        finally:
            await session.aclose()

    return asyncio.run(main())


def test_every_request_is_sent_as_often_as_planned(demo_url: str) -> None:
    what = plan(demo_url, f"{demo_url}/status/404", repeat=3, concurrency=2)
    report = carried_out(what)

    assert sorted((row.number, row.status) for row in report.rows) == [
        (1, 200), (2, 404), (3, 200), (4, 404), (5, 200), (6, 404)
    ]  # fmt: skip
    assert (report.total, report.cancelled, len(report.exchanges)) == (6, False, 6)
    assert [row.ok for row in report.rows].count(True) == 3


def test_two_hundred_requests_twenty_at_a_time(demo_url: str) -> None:
    flying: list[int] = []
    what = plan(f"{demo_url}/latency", repeat=200, concurrency=20)
    progress = RunProgress(what, on_row=lambda _: flying.append(progress.in_flight))
    report = carried_out(what, progress)

    assert {row.status for row in report.rows} == {200}
    assert len(report.rows) == 200
    assert 10 < max(flying) < 20
    assert report.seconds < sum(row.elapsed for row in report.rows) / 5
    assert not progress.running
    assert progress.in_flight == 0


def test_a_request_without_a_response_does_not_end_the_run(demo_url: str) -> None:
    what = plan(f"http://127.0.0.1:{closed_port()}/", demo_url, repeat=2)
    progress = RunProgress(what)
    report = carried_out(what, progress)

    assert [bool(row.failure) for row in report.rows] == [True, False, True, False]
    assert [problem.hint for problem in progress.problems] == ["is the server running?"]


def test_cancelling_keeps_what_finished(demo_url: str) -> None:
    five = threading.Event()
    what = plan(*[demo_url] * 5, f"{demo_url}/slow?seconds=60")
    progress = RunProgress(what, on_row=lambda row: five.set() if row.number == 5 else None)

    async def main() -> None:
        session = Session()
        task = asyncio.create_task(run(what, session, progress))
        await asyncio.to_thread(five.wait, 10)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await session.aclose()
        assert asyncio.all_tasks() == {asyncio.current_task()}

    asyncio.run(main())
    report = progress.report()

    assert report.cancelled
    assert len(report.rows) == 5
    assert progress.in_flight == 0


def test_a_listener_that_fails_ends_the_run_with_its_error(demo_url: str) -> None:
    def broken(_: RunRow) -> None:
        raise BrokenPipeError

    what = plan(demo_url, repeat=10, concurrency=3)
    with pytest.raises(BrokenPipeError):
        carried_out(what, RunProgress(what, on_row=broken))


def test_bodies_beyond_the_budget_are_dropped_and_counted(
    demo_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_BODY_BYTES", 2500)
    report = carried_out(plan(f"{demo_url}/bytes?n=1000", repeat=4))

    assert [exchange.size for exchange in report.exchanges] == [1000] * 4
    assert [exchange.body is not None for exchange in report.exchanges] == [
        True,
        True,
        False,
        False,
    ]


def test_exchanges_beyond_the_limit_leave_only_rows(
    demo_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_EXCHANGES", 2)
    report = carried_out(plan(demo_url, repeat=4))

    assert (len(report.exchanges), len(report.rows)) == (2, 4)


def test_a_run_carries_the_cookies_of_its_environment(demo_url: str) -> None:
    what = replace(plan(f"{demo_url}/session"), environment="local")

    async def main() -> Report:
        session = Session()
        body = b'{"username": "ada", "password": "lovelace"}'
        login = Resolved("login", "Log in", "POST", f"{demo_url}/session", body=body)
        try:
            await session.exchange(login, lambda _: None, environment="local")
            return await run(what, session, RunProgress(what))
        finally:
            await session.aclose()

    assert [row.status for row in asyncio.run(main()).rows] == [200]
