import asyncio
import base64
import json
import threading
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from workbench.bodies.frames import Frame, frame_lines
from workbench.engine.history import (
    MOST_BODY,
    KeptBytes,
    Recorder,
    exchange_of,
    latest_other,
    limits_of,
    masked_record,
    order_of,
    record_of,
    sent_before,
    spec_of,
)
from workbench.engine.met_secrets import MetSecrets
from workbench.engine.order import Order
from workbench.engine.redact import MASK, Redactor
from workbench.engine.session import Sent, Session
from workbench.engine.trusting import Grants
from workbench.errors import Problem, WorkbenchError
from workbench.model import (
    BasicAuth,
    Check,
    Checks,
    Collection,
    Environment,
    Exchange,
    Hop,
    RequestSpec,
    Resolved,
    Row,
    SecretReference,
    Talk,
    TextBody,
)
from workbench.model.exchange import MOST_REQUEST_BODY
from workbench.preferences import Settings
from workbench.store.history import Body, History, Limits, Record

from .shops import ordered, play, shop

SECRET = 'canary/w"ord&7+x='
GRANTED = Grants(everything=True)


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The state directory of a test."""
    monkeypatch.setenv("WORKBENCH_STATE_DIR", str(tmp_path / "state"))
    return tmp_path / "state"


def recorded(story: Callable[[Session], Awaitable[None]], root: Path, **kinds: Any) -> list[Record]:
    """Return what is in history when a story with a session is over, oldest first."""
    told: list[Problem] = []
    recorder = Recorder(root, told.append, lambda: None)

    async def main() -> None:
        session = Session(root, observe=recorder.observe, **kinds)
        await story(session)
        await session.aclose()

    asyncio.run(main())
    assert recorder.close(seconds=30)
    assert told == []
    found = [recorder.history.record(number) for number in recorder.history.find()]
    recorder.close()
    return [record for record in reversed(found) if record is not None]


def test_what_is_sent_is_kept_with_its_request_and_both_bodies(
    demo_url: str, tmp_path: Path
) -> None:
    spec = RequestSpec(
        name="Say it",
        method="POST",
        url=f"{demo_url}/echo",
        headers=(Row("X-A", "{{word}}"),),
        body=TextBody("json", '{"a": "{{word}}"}'),
        checks=Checks((Check("status == 200"), Check("status == 201"))),
    )
    collection = shop(Environment("local"), say=spec)
    order = ordered(collection, "say", "local", word="hello")

    async def story(session: Session) -> None:
        await play(session, order)

    (record,) = recorded(story, tmp_path)

    exchange = exchange_of(record)
    assert (exchange.request, exchange.name, exchange.method) == ("say", "Say it", "POST")
    assert exchange.status == 200
    assert ("X-A", "hello") in exchange.hops[0].request_headers
    assert [verdict.passed for verdict in exchange.verdicts] == [True, False]
    assert exchange.body is not None
    assert exchange.body.size == exchange.size
    assert b'"x-a": "hello"' in exchange.body.read(0, 9999)
    assert record.environment == "local"
    assert exchange.hops[0].request_body == b'{"a": "hello"}'
    assert record.sent is None
    assert spec_of(record) == spec


def test_what_was_not_answered_or_cancelled_is_kept_too(demo_url: str, tmp_path: Path) -> None:
    collection = shop(
        gone=RequestSpec(url="http://127.0.0.1:1/"),
        slow=RequestSpec(url=f"{demo_url}/stream?lines=9999&delay=0.05"),
    )

    async def story(session: Session) -> None:
        await play(session, ordered(collection, "gone"))
        arrived = asyncio.Event()
        order = ordered(collection, "slow")

        def emit(exchange: Exchange) -> None:
            if exchange.size:
                arrived.set()

        task = asyncio.create_task(session.send(order, emit))
        await asyncio.wait_for(arrived.wait(), 30)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    gone, slow = map(exchange_of, recorded(story, tmp_path))

    assert gone.failure is not None
    assert gone.failure.kind == "connect"
    assert slow.failure is not None
    assert slow.failure.kind == "cancelled"
    assert slow.body is not None
    assert slow.body.size > 0


def spellings(secret: str) -> list[bytes]:
    octets = secret.encode()
    texts = [
        secret,
        quote(secret, safe=""),
        quote(secret),
        json.dumps(secret)[1:-1],
        json.dumps(secret, ensure_ascii=False)[1:-1],
        octets.hex(),
        *(base64.b64encode(b"x" * n + octets).decode()[4:-4] for n in range(3)),
    ]
    return [text.encode() for text in texts]


def test_no_file_of_the_state_directory_holds_a_secret_in_any_form(
    demo_url: str, tmp_path: Path, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CANARY", SECRET)
    environment = Environment("local", secrets=(SecretReference("token", "env:CANARY"),))
    everywhere = RequestSpec(
        name="Echo",
        method="POST",
        url=f"{demo_url}/echo?key={{{{token}}}}",
        headers=(Row("X-Key", "a{{token | base64}}b"), Row("X-Hex", "{{token}}")),
        auth=BasicAuth("ada", "{{token}}"),
        body=TextBody("json", '{"key": {{token | json}}}'),
        checks=Checks((Check('header "x" == "{{token}}"'), Check('body contains "{{token}}"'))),
        captures=(Row("echoed", 'jsonpath "$.headers.x-hex"'),),
    )
    literal = replace(everywhere, name=f"with {SECRET}", headers=(Row("X-Hex", SECRET),))
    refused = replace(everywhere, url="http://127.0.0.1:1/{{token}}")
    collection = shop(environment, echo=everywhere, literal=literal, refused=refused)
    sizes: list[int] = []

    async def story(session: Session) -> None:
        for name in ("echo", "literal", "refused"):
            exchange = await play(session, ordered(collection, name, "local"))
            sizes.append(exchange.size)

    records = recorded(story, tmp_path, grants=GRANTED)

    assert len(records) == 3
    assert sizes[0] > 0
    files = {path.name: path.read_bytes() for path in state.rglob("*") if path.is_file()}
    assert files
    for name, octets in files.items():
        found = [form for form in spellings(SECRET) if form in octets]
        assert (name, found) == (name, [])
    for record in records:  # what is deflated in the files
        shown = json.dumps([repr(record), repr(exchange_of(record))])
        bodies = b"".join(b.content for b in (record.sent, record.received) if b is not None)
        unpacked = (shown + record.spec).encode() + bodies
        assert [form for form in spellings(SECRET) if form in unpacked] == []
    assert records[0].received is not None
    assert MASK.encode() in records[0].received.content


def sent(spec: RequestSpec, *, secrets: frozenset[str] = frozenset(), body: bytes = b"") -> Sent:
    """Return something sent, without sending it."""
    collection = shop(a=spec)
    exchange = Exchange(
        1, "a", spec.name, "GET", "http://x/", 0.0, "done",
        body=KeptBytes(body), size=len(body), secrets=secrets,
    )  # fmt: skip
    return Sent(ordered(collection, "a"), Resolved("a", spec.name, "GET", "http://x/"), exchange)


def test_of_a_large_body_the_beginning_is_kept_with_no_part_of_a_secret_at_its_end() -> None:
    secret = "secret-token-0123456789"
    whole = (b"." * 100 + secret.encode()) * (MOST_BODY // 100)

    kept = record_of(sent(RequestSpec(), secrets=frozenset({secret}), body=whole)).received

    assert kept is not None
    assert kept.is_cut
    assert MOST_BODY <= len(kept.content) < MOST_BODY + 100_000
    assert b"secret" not in kept.content


def test_bodies_in_files_do_not_count_as_memory(tmp_path: Path) -> None:
    told: list[Problem] = []
    recorder = Recorder(tmp_path, told.append, lambda: None)
    large = sent(RequestSpec(), body=b"[1]")
    large = replace(large, exchange=replace(large.exchange, size=10**9))

    for _ in range(5):
        recorder.observe(large)

    assert recorder.close(seconds=30)
    assert told == []
    assert len(recorder.history.find()) == 5
    recorder.close()


def test_a_request_body_that_was_cut_ends_in_no_part_of_a_secret(
    demo_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = "secret-token-0123456789"
    monkeypatch.setenv("CANARY", secret)
    environment = Environment("local", secrets=(SecretReference("token", "env:CANARY"),))
    before = "." * (MOST_REQUEST_BODY - 10)
    spec = RequestSpec(
        method="POST",
        url=f"{demo_url}/echo",
        body=TextBody("text", before + "{{token}}" + "." * 99),
    )

    async def story(session: Session) -> None:
        await play(session, ordered(shop(environment, a=spec), "a", "local"))

    (record,) = recorded(story, tmp_path, grants=GRANTED)

    body = record.exchange.hops[0].request_body
    assert body is not None
    assert len(body) > MOST_REQUEST_BODY // 2
    assert set(body) == {ord(".")}
    whole = exchange_of(record).hops[0].request_body
    assert whole == (before + MASK + "." * 99).encode()


def test_the_limits_are_the_users() -> None:
    limits = limits_of(Settings(history_entries=5, history_megabytes=2))

    assert limits == Limits(5, 2 * 1024 * 1024)


def test_a_masked_body_that_is_whole_is_not_cut() -> None:
    kept = record_of(sent(RequestSpec(), secrets=frozenset({"secret-word"}), body=b"<secret-word>"))

    assert kept.received is not None
    assert kept.received.content == f"<{MASK}>".encode()
    assert not kept.received.is_cut


def test_the_send_before_and_the_latest_other_are_found(tmp_path: Path) -> None:
    history = History(tmp_path / "history")
    plain = record_of(sent(RequestSpec()))
    started = [10.0, 30.0, 20.0]
    history.add(
        replace(plain, exchange=replace(plain.exchange, started=moment)) for moment in started
    )
    elsewhere = replace(plain, exchange=replace(plain.exchange, request="b", started=25.0))
    history.add([elsewhere])
    first, second, third = (history.record(number) for number in (1, 2, 3))
    assert first is not None
    assert second is not None
    assert third is not None

    assert sent_before(history, second.exchange) == exchange_of(third)
    assert sent_before(history, first.exchange) is None
    assert latest_other(history, first) == third
    assert latest_other(history, third) == second
    history.close()


def test_a_request_with_a_secret_in_it_is_taken_from_the_collection_if_it_is_the_same() -> None:
    spec = RequestSpec(name="A", url="http://x/hunter2hunter2/a?b=hunter2hunter2")
    record = record_of(sent(spec, secrets=frozenset({"hunter2hunter2"})))

    assert spec_of(record, spec) == spec
    for other in (None, replace(spec, name="B"), replace(spec, url="http://x/1/a?c=1")):
        with pytest.raises(WorkbenchError, match="the request held a secret"):
            spec_of(record, other)


def test_what_was_sent_is_sent_again_in_its_environment() -> None:
    old, new = RequestSpec(name="A", url="http://x/1"), RequestSpec(name="A", url="http://x/2")
    record = replace(record_of(sent(old)), environment="local")
    collection = shop(Environment("local"), a=new)

    assert order_of(record, collection) == Order(collection, old, "a", "local")
    with pytest.raises(WorkbenchError, match='no environment "local" any more'):
        order_of(record, Collection(collection.root))
    assert order_of(record, shop(Environment("local"))).spec == old


def test_a_secret_that_is_met_later_is_taken_out_of_what_was_kept(
    demo_url: str, tmp_path: Path, state: Path
) -> None:
    spec = RequestSpec(
        method="POST", url=f"{demo_url}/echo?a={SECRET}", body=TextBody("text", f"a {SECRET}")
    )
    order = ordered(shop(a=spec), "a")
    met, told = MetSecrets(), list[Problem]()
    stored = threading.Semaphore(0)
    recorder = Recorder(tmp_path, told.append, stored.release, met=met)

    async def story() -> None:
        session = Session(tmp_path, observe=recorder.observe, met=met)
        await play(session, order)
        assert await asyncio.to_thread(stored.acquire, timeout=30)
        met.learn([SECRET])
        await play(session, ordered(shop(a=RequestSpec(url=f"{demo_url}/users")), "a"))
        await session.aclose()

    asyncio.run(story())
    assert recorder.close(seconds=30)

    assert told == []
    first = recorder.history.record(recorder.history.find()[-1])
    assert first is not None
    assert exchange_of(first).hops[0].request_body == f"a {MASK}".encode()
    assert first.received is not None
    assert MASK.encode() in first.received.content
    assert SECRET not in repr(first)
    recorder.close()
    files = b"".join(path.read_bytes() for path in state.rglob("*") if path.is_file())
    assert SECRET.encode() not in files


def test_a_body_that_is_masked_again_stays_cut_or_whole() -> None:
    redactor, kept = Redactor(["swordfish"]), record_of(sent(RequestSpec(), body=b"a swordfish"))
    cut = replace(kept, received=Body(b"a swordfish", 100))

    whole = masked_record(kept, redactor).received
    assert whole == Body(f"a {MASK}".encode(), len(f"a {MASK}".encode()))
    assert masked_record(cut, redactor).received == Body(f"a {MASK}".encode(), 100)
    assert masked_record(kept, Redactor()) == kept


@pytest.mark.parametrize(
    ("ends", "talk"),
    [
        ((Frame(1, False, "close", "why", 5, 4001),) * 2, Talk("closed", 4001, "why")),
        ((), Talk("closed", 1006)),
    ],
)
def test_how_a_websocket_ended_is_told_by_what_was_kept(
    ends: tuple[Frame, ...], talk: Talk
) -> None:
    said = (Frame(0, True, "text", "x" * 9000, 9000), *ends)
    body = b"".join(line for frame in said for line in frame_lines(frame))
    hop = Hop("GET", "ws://h/", (), 101, "", "HTTP/1.1", (("Upgrade", "websocket"),))
    record = record_of(sent(RequestSpec(url="ws://h/"), body=body))
    record = replace(record, exchange=replace(record.exchange, hops=(hop,)))

    assert exchange_of(record).talk == talk
    assert exchange_of(replace(record, received=None)).talk is None
