import asyncio
import re
from pathlib import Path
from typing import Any

import pytest

from tests.server.scripted import Peer, Scripted
from tests.server.websocket import TEXT, accept, closing, frame, read_frame
from workbench.engine.masked import Masked
from workbench.engine.order import Order
from workbench.engine.outbox import Outbox
from workbench.engine.redact import redactor_of
from workbench.engine.session import Session
from workbench.engine.sources import Answer, Question, Untrusted
from workbench.engine.trusting import Grants
from workbench.errors import Problem, WorkbenchError
from workbench.model import (
    Baseline,
    BasicAuth,
    BearerAuth,
    Check,
    CheckRetry,
    Checks,
    Environment,
    Exchange,
    KeptCookie,
    Message,
    Options,
    RequestSpec,
    Resolved,
    Row,
    SecretReference,
    StoredJson,
    StoredResponse,
    TextBody,
    Variable,
    Verdict,
)
from workbench.store.cookies import CookieFiles
from workbench.templating import Fact, SecretNeed

from .scripted import closed_port, scripted
from .shops import in_session, ordered, play, shop

Told = list[Exchange]


def asking(url: str, **options: Any) -> Resolved:
    return Resolved("a", "A", "GET", url, options=Options(**options))


def sent(resolved: Resolved, **kinds: Any) -> tuple[Exchange, Told]:
    told: Told = []
    return in_session(lambda session: session.exchange(resolved, told.append), **kinds), told


def body_of(exchange: Exchange) -> bytes:
    assert exchange.body is not None
    return exchange.body.read(0, exchange.size)


def line_of(exchange: Exchange) -> str:
    assert exchange.failure is not None
    text = str(exchange.failure.problem)
    assert exchange.phase == "done"
    return f"{exchange.failure.kind}: {text}"


def test_a_response_is_recorded_with_its_body_and_timings(demo_url: str) -> None:
    exchange, told = sent(asking(f"{demo_url}/users/1"))

    assert exchange.failure is None
    assert (exchange.status, exchange.phase) == (200, "done")
    assert b"Ada Lovelace" in body_of(exchange)
    assert exchange.last is not None
    assert exchange.last.header("Content-Type") == "application/json"
    assert exchange.last.timings.wait is not None
    assert exchange.last.timings.receive is not None
    assert exchange.elapsed > 0
    assert told[-1] == exchange
    assert told[0].phase == "sending"


def test_what_is_sent_arrives(demo_url: str) -> None:
    resolved = Resolved(
        "a", "A", "PUT", f"{demo_url}/echo?x=%2F", (("X-A", "1"), ("X-A", "2")), body=b'{"a": 1}'
    )
    exchange, _ = sent(resolved)

    said = body_of(exchange)
    assert b'"method": "PUT"' in said
    assert b"/echo?x=%2F" in said
    assert b'"x-a": "1, 2"' in said


def test_each_redirect_is_a_hop(demo_url: str) -> None:
    exchange, _ = sent(asking(f"{demo_url}/redirect/2"))

    assert [hop.status for hop in exchange.hops] == [302, 302, 200]
    assert exchange.hops[-1].url == f"{demo_url}/headers"
    assert exchange.hops[-1].timings.reused


def test_redirects_need_not_be_followed(demo_url: str) -> None:
    exchange, _ = sent(asking(f"{demo_url}/redirect/2", follow_redirects=False))

    assert [hop.status for hop in exchange.hops] == [302]
    assert exchange.failure is None


def test_too_many_redirects_are_a_failure_that_shows_the_way(demo_url: str) -> None:
    exchange, _ = sent(asking(f"{demo_url}/redirect/5", max_redirects=3))

    assert line_of(exchange).startswith("redirect: more than 3 redirects\nhint: raise")
    assert len(exchange.hops) == 4


def test_a_redirect_to_nowhere_keeps_the_hop_before_it() -> None:
    place = f"http://127.0.0.1:{closed_port()}/"
    reply = f"HTTP/1.1 302 Found\r\nLocation: {place}\r\nContent-Length: 0\r\n\r\n"
    with scripted(reply.encode()) as url:
        exchange, _ = sent(asking(url))

    assert [hop.status for hop in exchange.hops] == [302]
    assert "refused the connection" in line_of(exchange)


def test_a_redirect_that_cannot_be_followed_is_a_failure() -> None:
    reply = b"HTTP/1.1 302 Found\r\nLocation: ftp://h/\r\nContent-Length: 4\r\n\r\nbody"
    with scripted(reply) as url:
        exchange, _ = sent(asking(url))

    assert exchange.status == 302
    assert exchange.failure is not None


def test_connections_are_kept_between_sends(demo_url: str) -> None:
    async def story(session: Session) -> list[bool]:
        found = []
        for _ in range(2):
            exchange = await session.exchange(asking(demo_url), lambda _: None)
            found.append(exchange.hops[0].timings.reused)
        return found

    assert in_session(story) == [False, True]


def test_cancelling_mid_stream_keeps_the_bytes_and_the_session(demo_url: str) -> None:
    told: Told = []

    async def story(session: Session) -> Exchange:
        arrived = asyncio.Event()

        def emit(exchange: Exchange) -> None:
            told.append(exchange)
            if exchange.body is not None and exchange.body.size:
                arrived.set()

        stream = asking(f"{demo_url}/stream?lines=9999&delay=0.05")
        task = asyncio.create_task(session.exchange(stream, emit))
        await asyncio.wait_for(arrived.wait(), 30)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        return await session.exchange(asking(demo_url), lambda _: None)

    following = in_session(story)

    assert line_of(told[-1]) == "cancelled: cancelled"
    assert body_of(told[-1]).startswith(b'{"line": 1,')
    assert following.failure is None


def test_a_refused_connection_names_the_place_and_asks_a_question() -> None:
    port = closed_port()
    exchange, _ = sent(asking(f"http://127.0.0.1:{port}/"))

    assert line_of(exchange) == (
        f"connect: 127.0.0.1:{port} refused the connection\nhint: is the server running?"
    )
    assert exchange.hops == ()


def test_an_unknown_host_is_named() -> None:
    exchange, _ = sent(asking("http://no-such-host.invalid/"))

    assert line_of(exchange).startswith('dns: no address found for "no-such-host.invalid"\n')


@pytest.mark.parametrize("url", ["http://", "ftp://h/", "http://h:99999/", "http://a b/"])
def test_a_bad_url_is_told_in_one_line(url: str) -> None:
    exchange, _ = sent(asking(url))

    assert re.fullmatch(f'url: cannot send to "{re.escape(url)}": .+', line_of(exchange))


def test_tls_to_a_plain_server_says_so(demo_url: str) -> None:
    exchange, _ = sent(asking(demo_url.replace("http:", "https:")))

    place = demo_url.removeprefix("http://")
    assert line_of(exchange) == (
        f"tls: TLS failed: {place} does not speak TLS\nhint: try http:// instead of https://"
    )


def test_silence_is_a_timeout_that_names_its_option() -> None:
    with scripted(b"", then_wait=True) as url:
        exchange, _ = sent(asking(url, read_timeout=0.05))

    assert re.fullmatch(
        r"timeout: nothing from 127\.0\.0\.1:\d+ for 0\.05 s\n"
        r"hint: raise options\.read_timeout, or check the server",
        line_of(exchange),
    )


def test_the_total_time_is_limited_while_bytes_still_come(demo_url: str) -> None:
    slow = asking(f"{demo_url}/stream?lines=9999&delay=0.01", timeout=0.2)
    exchange, _ = sent(slow)

    assert line_of(exchange).startswith("timeout: no complete response within 0.2 s\nhint: raise")
    assert exchange.size > 0


def test_a_body_that_breaks_off_is_a_failure_and_what_came_is_kept() -> None:
    with scripted(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf") as url:
        exchange, _ = sent(asking(url))

    assert exchange.failure is not None
    assert body_of(exchange) == b"half"


def test_a_body_beyond_the_limit_is_cut_and_told(demo_url: str) -> None:
    exchange, _ = sent(asking(f"{demo_url}/bytes?n=100000"), most_body=70_000)

    assert line_of(exchange).startswith("body: the body is larger than 70000 bytes")
    assert exchange.size == len(body_of(exchange)) == 70_000


@pytest.mark.parametrize("reply", [b"SSH-2.0-OpenSSH_9.6\r\n\r\n", b""])
def test_a_server_of_another_kind_is_told_in_one_line(reply: bytes) -> None:
    with scripted(reply, reply) as url:
        exchange, _ = sent(asking(url))

    assert exchange.status is None
    assert "127.0.0.1" in line_of(exchange)


def test_a_corrupt_body_is_a_failure() -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\n"
    with scripted(head + b"nope") as url:
        exchange, _ = sent(asking(url))

    assert line_of(exchange).startswith("body: the body cannot be decoded: ")


def test_a_fault_of_ours_is_raised_and_ends_the_record(demo_url: str) -> None:
    told: Told = []
    wrong = Resolved("a", "A", "GET", demo_url, headers=None)  # type: ignore[arg-type] # the fault

    with pytest.raises(TypeError):
        in_session(lambda session: session.exchange(wrong, told.append))

    assert line_of(told[-1]) == "unsent: internal error: TypeError"


TOKEN = SecretReference("token", "env:SHOP_TOKEN")
HOME = Environment("home", (Variable("far", "no"),), (TOKEN,))
ALL = Grants(everything=True)


def echoing(url: str, **changes: Any) -> RequestSpec:
    return RequestSpec(url=f"{url}/echo", method="POST", **changes)


def test_captured_values_flow_to_later_requests_and_checks_are_judged(demo_url: str) -> None:
    collection = shop(
        first=RequestSpec(
            url=f"{demo_url}/users/2",
            captures=(Row("name", 'jsonpath "$.name"'),),
            checks=Checks((Check("status == 200"), Check('variable "name" startsWith "Grace"'))),
        ),
        second=echoing(demo_url, body=TextBody("json", '{"by": "{{name}}"}')),
    )

    async def story(session: Session) -> tuple[Exchange, Exchange]:
        first = await play(session, ordered(collection, "first"))
        return first, await play(session, ordered(collection, "second"))

    first, second = in_session(story)

    assert [verdict.passed for verdict in first.verdicts] == [True, True]
    assert first.captured[0].value == "Grace Hopper"
    assert b'\\"by\\": \\"Grace Hopper\\"' in body_of(second)


def test_a_request_is_sent_again_until_its_checks_pass(demo_url: str) -> None:
    flaky = RequestSpec(
        url=f"{demo_url}/headers",
        checks=Checks((Check("status == 404"),), CheckRetry(times=2, interval=0.0)),
    )
    told: Told = []

    exchange = in_session(lambda session: session.send(ordered(shop(a=flaky), "a"), told.append))

    assert exchange.attempts == 3
    assert len({each.id for each in told}) == 3
    assert [each.verdicts[0].passed for each in told if each.phase == "done"] == [False] * 3


def test_a_secret_arrives_and_is_in_no_record(
    demo_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHOP_TOKEN", "s3cret-canary")
    spec = echoing(
        demo_url,
        params=(Row("key", "{{token}}"),),
        headers=(Row("X-Key", "{{token}}"),),
        body=TextBody("text", "{{token}}"),
        captures=(Row("said", 'jsonpath "$.body"'),),
        checks=Checks((Check('jsonpath "$.body" == "{{token}}x"'),)),
    )
    told: Told = []
    order = ordered(shop(HOME, a=spec), "a", "home")

    async def story(session: Session) -> Exchange:
        exchange = await session.send(order, told.append)
        assert session.values("home").secret == (Variable("said", "s3cret-canary"),)
        return exchange

    exchange = in_session(story, grants=ALL)

    assert b"s3cret-canary" in body_of(exchange)
    assert not any("canary" in repr(each) for each in told)
    assert exchange.url.endswith("/echo?key=•••")
    assert exchange.verdicts[0].actual == '"•••"'
    assert exchange.captured[0].secret
    assert exchange.secrets == {"s3cret-canary"}
    assert ("X-Key", "s3cret-canary") in exchange.revealed[0].request_headers


def test_a_captured_secret_is_known_to_later_requests(demo_url: str) -> None:
    collection = shop(
        login=RequestSpec(
            url=f"{demo_url}/auth/token",
            auth=BasicAuth("ada", "lovelace"),
            captures=(Row("key", 'jsonpath "$.token" redact'),),
        ),
        use=RequestSpec(url=f"{demo_url}/auth/bearer", auth=BearerAuth("{{key}}")),
    )

    async def story(session: Session) -> tuple[Exchange, Exchange]:
        login = await play(session, ordered(collection, "login"))
        assert session.values(None).secret == (Variable("key", "demo-token"),)
        return login, await play(session, ordered(collection, "use"))

    login, use = in_session(story)

    assert login.captured[0].value == "•••"
    assert use.status == 200
    assert "demo-token" in use.secrets


def test_what_was_not_granted_is_neither_read_nor_sent(demo_url: str) -> None:
    order = ordered(shop(HOME, a=echoing(demo_url, headers=(Row("X", "{{token}}"),))), "a", "home")
    plain = ordered(shop(a=echoing(demo_url, options=Options(verify=False))), "a")

    with pytest.raises(Untrusted, match="read the environment variable SHOP_TOKEN"):
        in_session(lambda session: play(session, order))
    with pytest.raises(Untrusted, match="not check the certificate"):
        in_session(lambda session: play(session, plain))


def test_a_needed_response_is_got_first_and_only_once(demo_url: str) -> None:
    seen: list[str] = []
    collection = shop(
        login=RequestSpec(url=f"{demo_url}/auth/token", auth=BasicAuth("ada", "lovelace")),
        use=RequestSpec(
            url=f"{demo_url}/auth/bearer",
            auth=BearerAuth("{{response('login', '$.token', within='10m')}}"),
        ),
    )

    async def story(session: Session) -> list[int | None]:
        orders = [ordered(collection, "use")] * 3
        return [(await play(session, order)).status for order in orders]

    assert in_session(story, observe=lambda sent: seen.append(sent.order.request)) == [200] * 3
    assert seen == ["login", "use", "use", "use"]


def test_values_are_asked_for_and_overridden(demo_url: str) -> None:
    collection = shop(HOME, a=echoing(demo_url, headers=(Row("X", "{{far}} {{prompt('Who?')}}"),)))

    async def ask(questions: tuple[Question, ...]) -> dict[Question, Answer]:
        return {question: Fact(f"asked {question.label}") for question in questions}

    async def story(session: Session) -> bytes:
        session.put("home", session.values("home").overriding("far", "near"))
        return body_of(await play(session, ordered(collection, "a", "home")))

    assert b'"x": "near asked Who?"' in in_session(story, ask=ask)


def test_all_problems_are_told_before_anything_is_asked_or_sent() -> None:
    asked: list[object] = []

    async def ask(questions: tuple[Question, ...]) -> dict[Question, Answer]:
        asked.append(questions)
        return {}

    spec = RequestSpec(url="{{nope}}", headers=(Row("X", "{{prompt('Who?')}}"),))

    with pytest.raises(WorkbenchError, match="unresolved"):
        in_session(lambda session: session.resolve(ordered(shop(a=spec), "a")), ask=ask)
    assert asked == []


def test_a_stored_response_is_compared_with_what_came(demo_url: str) -> None:
    spec = RequestSpec(url=f"{demo_url}/users/1", baseline=Baseline())
    stored = StoredResponse(200, (), StoredJson({"id": 1}))
    asked: list[str] = []

    def baseline(order: Order) -> StoredResponse:
        asked.append(order.request)
        return stored

    exchange = in_session(lambda s: play(s, ordered(shop(a=spec), "a")), baseline=baseline)

    assert asked == ["a"]
    assert [verdict.passed for verdict in exchange.verdicts] == [True, False]


def test_a_cancelled_send_ends_its_record(demo_url: str) -> None:
    spec = RequestSpec(url=f"{demo_url}/slow?seconds=60", checks=Checks((Check("status == 200"),)))
    told: Told = []

    async def story(session: Session) -> None:
        waiting = asyncio.Event()

        def emit(exchange: Exchange) -> None:
            told.append(exchange)
            if exchange.phase == "waiting":
                waiting.set()

        sending = asyncio.ensure_future(session.send(ordered(shop(a=spec), "a"), emit))
        await waiting.wait()
        sending.cancel()
        with pytest.raises(asyncio.CancelledError):
            await sending

    in_session(story)
    assert told[-1].phase == "done"
    assert told[-1].failure is not None
    assert told[-1].failure.kind == "cancelled"


def test_a_secret_is_masked_in_what_a_request_brings_that_did_not_use_it(
    demo_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHOP_TOKEN", "s3cret-canary")
    collection = shop(
        HOME,
        use=echoing(demo_url, body=TextBody("text", "{{token}}")),
        other=echoing(
            demo_url,
            body=TextBody("text", "s3cret-canary"),
            checks=Checks((Check('jsonpath "$.body" == "x"'),)),
        ),
    )

    async def story(session: Session) -> list[Exchange]:
        await play(session, ordered(collection, "use", "home"))
        other = ordered(collection, "other")
        return [await play(each, other) for each in (session, session.fresh())]

    for exchange in in_session(story, grants=ALL):
        assert "s3cret-canary" in exchange.secrets
        assert exchange.verdicts[0].actual == '"•••"'


def test_a_secret_that_no_request_used_is_masked_if_it_is_at_hand(
    demo_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHOP_TOKEN", "s3cret-canary")
    other = echoing(demo_url, headers=(Row("X-Said", "s3cret-canary"),))
    order = ordered(shop(HOME, other=other), "other", "home")

    async def story(session: Session) -> Exchange:
        return await play(session, order)

    assert ("X-Said", "•••") in in_session(story, grants=ALL).hops[0].request_headers
    assert in_session(story).secrets == frozenset()  # what is not granted is not read


def test_a_stored_response_that_cannot_be_read_is_a_check_that_says_so(demo_url: str) -> None:
    def unreadable(_: Order) -> StoredResponse | None:
        raise WorkbenchError(Problem("a value is missing", "a.baseline.toml:1", "mend it"))

    checks = Checks((Check("status == 200"),))
    spec = RequestSpec(url=f"{demo_url}/users/1", checks=checks, baseline=Baseline())

    async def story(session: Session) -> Exchange:
        return await play(session, ordered(shop(a=spec), "a"))

    exchange = in_session(story, baseline=unreadable)

    assert exchange.failure is None
    passed, broken = exchange.verdicts
    assert passed.passed
    assert broken == Verdict(
        "baseline",
        passed=False,
        expected="a stored response",
        actual="a value is missing",
        where="a.baseline.toml:1",
        details=("hint: mend it",),
        broken=True,
    )


def test_a_fresh_session_shares_connections_and_nothing_that_was_learnt(demo_url: str) -> None:
    spec = RequestSpec(url=f"{demo_url}/users/1", captures=(Row("id", 'jsonpath "$.id"'),))
    collection = shop(a=spec, b=RequestSpec(url=f"{demo_url}/cookies/set?name=ada"))

    async def story(session: Session) -> None:
        await play(session, ordered(collection, "a"))
        await play(session, ordered(collection, "b"))
        other = session.fresh()
        again = await play(other, ordered(collection, "a"))
        assert again.last is not None
        assert again.last.timings.reused
        assert session.values(None) == other.values(None)
        assert session.fresh().values(None).captured == ()
        assert other.open().client_of(None) is not session.open().client_of(None)

    in_session(story)


def test_a_problem_does_not_tell_the_secret_that_it_is_about(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("A_TOKEN", "s3cret word")
    live = Environment("live", (), (SecretReference("token", "env:A_TOKEN"),))
    collection = shop(live, a=RequestSpec(method="{{token}}", url="http://h/"))

    async def story(session: Session) -> str:
        with pytest.raises(WorkbenchError) as caught:
            await play(session, ordered(collection, "a", "live"))
        return str(caught.value)

    told = in_session(story, grants=Grants(everything=True))
    assert "is not an HTTP method" in told
    assert "s3cret" not in told


def test_the_body_can_be_judged_as_it_came_over_the_wire(demo_url: str) -> None:
    checks = Checks((Check("rawbytes startsWith hex,1f8b;"), Check('body contains "squeezed"')))
    spec = RequestSpec(url=f"{demo_url}/gzip", checks=checks)

    exchange = in_session(lambda session: play(session, ordered(shop(a=spec), "a")))

    assert [verdict.passed for verdict in exchange.verdicts] == [True, True]


def test_what_a_send_had_to_find_out_can_be_looked_at_afterwards(
    demo_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHOP_TOKEN", "s3cret word")
    collection = shop(HOME, a=echoing(demo_url, headers=(Row("X-T", "{{token}}"),)))

    async def story(session: Session) -> None:
        assert session.facts("home") == {}
        await play(session, ordered(collection, "a", "home"))
        assert session.facts("home") == {SecretNeed(TOKEN): Fact("s3cret word", secret=True)}
        assert session.facts(None) == {}
        session.forget_secrets()
        assert session.facts("home") == {}

    in_session(story, grants=ALL)


def test_cookies_outlive_the_session_for_each_environment_apart(
    demo_url: str, tmp_path: Path
) -> None:
    files = CookieFiles(tmp_path / "state", tmp_path)
    home, away = Environment("home"), Environment("away")
    body = TextBody("json", '{"username": "ada", "password": "lovelace"}')
    spec = RequestSpec(method="POST", url=f"{demo_url}/session", body=body)
    collection = shop(home, away, a=spec)

    async def log_in(session: Session) -> None:
        await play(session, ordered(collection, "a", "home"))
        assert len(session.cookies("home")) == 1

    async def look(session: Session) -> tuple[KeptCookie, ...]:
        assert session.cookies("away") == ()
        assert session.fresh().cookies("home") == ()
        return session.cookies("home")

    in_session(log_in, cookies=files)
    (cookie,) = in_session(look, cookies=files)
    assert (cookie.domain, cookie.host_only, cookie.http_only) == ("127.0.0.1", True, True)

    async def forget(session: Session) -> None:
        session.change_cookies("home", remove=session.cookies("home"))

    in_session(forget, cookies=files)
    assert files.load("home") == ()


def test_a_message_is_filled_in_and_its_secret_is_masked_in_the_record(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TOKEN", "s3cret-token")

    def script(peer: Peer) -> None:
        accept(peer)
        got = read_frame(peer)
        assert got is not None
        peer.send(frame(TEXT, got[1]) + closing(1000))
        peer.wait_for_close()

    with Scripted(script) as server:
        spec = RequestSpec(url=(server / "").replace("http", "ws"))
        local = Environment("local", secrets=(SecretReference("token", "env:TOKEN"),))
        order = ordered(shop(local, chat=spec), "chat", "local")

        async def story(session: Session) -> Exchange:
            outbox, is_open = Outbox(), asyncio.Event()

            def emit(exchange: Exchange) -> None:
                if exchange.talk is not None:
                    is_open.set()

            sending = asyncio.create_task(session.send(order, emit, outbox=outbox))
            await is_open.wait()
            await session.say(order, Message("", "token {{token}}"), outbox)
            return await sending

        exchange = in_session(story, grants=Grants(everything=True))

    assert exchange.failure is None
    assert "s3cret-token" in exchange.secrets
    assert exchange.body is not None
    body = Masked(exchange.body, redactor_of(exchange.secrets)).read(0, 4096)
    assert b"s3cret-token" not in body
    assert body.count(b"token ****") == 2
