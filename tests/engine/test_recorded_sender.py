import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from workbench.engine.clients import Clients
from workbench.engine.met_secrets import MetSecrets
from workbench.engine.recorded_sender import RecordedSender
from workbench.engine.sources import Untrusted
from workbench.engine.trusting import Grants
from workbench.model import Exchange, Failure, FileBody, Resolved
from workbench.store.spool import IN_MEMORY

Told = list[Exchange]


def asking(url: str, **more: Any) -> Resolved:
    return Resolved("a", "A", "GET", url, **more)


def with_sender(root: Path, story: Callable[[RecordedSender, Clients], Awaitable[None]]) -> None:
    async def main() -> None:
        clients = Clients(
            root,
            visitor=None,
            most_body=1024**2,
            total=None,
            cookies=None,
            trouble=lambda _: None,
        )
        met = MetSecrets()
        met.learn({"hush-hush"})
        await story(RecordedSender(root, clients, Grants(), met, lambda: IN_MEMORY), clients)
        await clients.aclose()

    asyncio.run(main())


def test_a_request_is_sent_and_judged_before_its_record_ends(tmp_path: Path, demo_url: str) -> None:
    told: Told = []

    async def story(sender: RecordedSender, _: Clients) -> None:
        async def judge(failure: Failure | None) -> None:
            assert failure is None
            assert told[-1].phase != "done"
            told.clear()

        url = f"{demo_url}/echo?said=hush-hush"
        record = sender.begin(asking(url), told.append, keep_body=True)
        await sender.send(asking(url), record, None, judge)

    with_sender(tmp_path, story)
    (ended,) = told
    assert (ended.phase, ended.failure, ended.hops[0].status) == ("done", None, 200)
    assert "hush" not in ended.url


def test_records_are_numbered_across_fresh_senders(tmp_path: Path) -> None:
    async def story(sender: RecordedSender, clients: Clients) -> None:
        other = sender.fresh(clients.fresh())
        numbers = [
            each.begin(asking("http://h/"), lambda _: None, keep_body=False).exchange.id
            for each in (sender, other, sender)
        ]
        assert numbers == [1, 2, 3]

    with_sender(tmp_path, story)


def test_what_is_not_granted_begins_no_record(tmp_path: Path) -> None:
    told: Told = []

    async def story(sender: RecordedSender, _: Clients) -> None:
        with pytest.raises(Untrusted):
            sender.begin(
                asking("http://h/", body=FileBody("/etc/hostname")), told.append, keep_body=True
            )

    with_sender(tmp_path, story)
    assert told == []


def test_a_fault_of_ours_is_raised_and_ends_the_record(tmp_path: Path, demo_url: str) -> None:
    told: Told = []

    async def story(sender: RecordedSender, _: Clients) -> None:
        async def judge(_failure: Failure | None) -> None:
            raise TypeError

        record = sender.begin(asking(demo_url), told.append, keep_body=True)
        with pytest.raises(TypeError):
            await sender.send(asking(demo_url), record, None, judge)

    with_sender(tmp_path, story)
    failure = told[-1].failure
    assert failure is not None
    assert (failure.kind, failure.problem.what) == ("unsent", "internal error: TypeError")
