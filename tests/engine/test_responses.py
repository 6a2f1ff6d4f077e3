import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import pytest

from workbench.engine.order import Order
from workbench.engine.responses import Responses
from workbench.engine.sources import Answer
from workbench.errors import Problem, WorkbenchError
from workbench.model import Exchange, Failure, Hop, RequestSpec, Value
from workbench.templating import Fact, ResponseNeed

from .shops import ordered, shop

SHOP = shop(login=RequestSpec(), users=RequestSpec(), items=RequestSpec())
USERS, LOGIN, ITEMS = (ordered(SHOP, name) for name in ("users", "login", "items"))


class Body:
    def __init__(self, content: bytes) -> None:
        self.content = content
        self.size = len(content)

    def read(self, start: int, length: int) -> bytes:
        return self.content[start : start + length]


def answered(content: bytes = b'{"t": [1, 2]}', status: int = 200) -> Exchange:
    kind = (("Content-Type", "application/json"),)
    hop = Hop("GET", "http://h/", (), status, "", "HTTP/1.1", kind)
    return Exchange(
        1, "login", "L", "GET", "http://h/", 0.0, "done", (hop,), Body(content), len(content)
    )


class Server:
    """Sends orders: notes them, and answers what it is told to."""

    def __init__(self, answers: Mapping[str, Any] | None = None) -> None:
        self.sent: list[str] = []
        self.now = 0.0
        self.answers = answers or {}
        self.responses = Responses(self.send, lambda: self.now)

    async def send(self, order: Order) -> Exchange:
        self.sent.append(order.request)
        await asyncio.sleep(0)
        answer = self.answers.get(order.request, answered())
        if isinstance(answer, Exception):
            raise answer
        if callable(answer):
            needed = await answer(order)
            if isinstance(needed, Problem):
                raise WorkbenchError(needed)
            answer = answered()
        self.responses.note(order, answer)
        exchange: Exchange = answer
        return exchange

    async def ask(self, order: Order = USERS, request: str = "login", **how: Any) -> Answer:
        return await self.responses.answer(order, ResponseNeed(request, **how))


def run(story: Callable[[], Awaitable[Any]]) -> Any:
    async def main() -> Any:
        return await story()

    return asyncio.run(main())


def problem_of(answer: Answer) -> Problem:
    assert isinstance(answer, Problem)
    return answer


@pytest.mark.parametrize(
    ("query", "value"),
    [
        ("$.t[1]", 2),
        ('jsonpath "$.t" count', 2),
        ('header "content-type"', "application/json"),
        ("status", 200),
        ("", '{"t": [1, 2]}'),
    ],
)
def test_a_value_is_found_by_a_jsonpath_or_any_query(query: str, value: Value) -> None:
    server = Server()

    assert run(lambda: server.ask(query=query)) == Fact(value)


def test_a_response_is_kept_until_it_is_too_old() -> None:
    server = Server()

    async def story() -> None:
        await server.ask()
        await server.ask()
        server.now = 60
        await server.ask(within_seconds=61)
        assert server.sent == ["login"]
        await server.ask(within_seconds=59)
        assert server.sent == ["login"] * 2

    run(story)


def test_every_environment_has_its_own_responses() -> None:
    server = Server()

    async def story() -> None:
        await server.ask()
        await server.ask(Order(SHOP, RequestSpec(), "users", "far"))

    run(story)
    assert server.sent == ["login"] * 2


def test_what_many_wait_for_is_sent_once_and_survives_one_who_leaves() -> None:
    server = Server()

    async def story() -> list[Answer]:
        impatient = asyncio.ensure_future(server.ask())
        waiting = [asyncio.ensure_future(server.ask(ITEMS)) for _ in range(5)]
        await asyncio.sleep(0)
        impatient.cancel()
        return await asyncio.gather(*waiting)

    assert run(story) == [Fact('{"t": [1, 2]}')] * 5
    assert server.sent == ["login"]


def test_requests_that_need_each_other_are_found_out() -> None:
    def needing(request: str) -> Callable[[Order], Awaitable[Answer]]:
        return lambda order: server.ask(order, request)

    server = Server({"login": needing("items"), "items": needing("login")})

    async def story() -> list[Answer]:
        async with asyncio.timeout(20):
            return [
                *await asyncio.gather(
                    server.ask(USERS, "login"),
                    server.ask(Order(SHOP, RequestSpec(), "other"), "items"),
                    server.ask(LOGIN, "login"),
                )
            ]

    answers = [problem_of(answer) for answer in run(story)]

    assert all("need each other's responses" in answer.what for answer in answers)
    assert answers[2].what == '"login" and "login" need each other\'s responses'


@pytest.mark.parametrize(
    ("answer", "what"),
    [
        (WorkbenchError(Problem("no base_url")), '"login" cannot be sent: no base_url'),
        (answered(status=401), '"login" was answered with 401'),
        (
            Exchange(1, "a", "A", "GET", "h", 0.0, failure=Failure("dns", Problem("no address"))),
            '"login" has no response: no address',
        ),
        (answered(b"no json"), '"login": $.t: '),
    ],
)
def test_a_value_that_is_not_there_says_why(answer: object, what: str) -> None:
    server = Server({"login": answer})

    assert problem_of(run(lambda: server.ask(query="$.t"))).what.startswith(what)


def test_a_failure_is_not_kept_and_an_unknown_request_is_a_problem() -> None:
    failed = Exchange(1, "a", "A", "GET", "h", 0.0, failure=Failure("dns", Problem("no")))
    server = Server({"login": failed})

    async def story() -> None:
        await server.ask()
        await server.ask()
        assert problem_of(await server.ask(request="nope")).what == 'there is no request "nope"'
        assert problem_of(await server.ask(request="logn")).hint == 'did you mean "login"?'

    run(story)
    assert server.sent == ["login"] * 2


def test_closing_gives_up_what_is_under_way() -> None:
    async def story() -> None:
        begun, never = asyncio.Event(), asyncio.Event()

        async def wait(_order: Order) -> Answer:
            begun.set()
            await never.wait()
            return Fact(1)

        server = Server({"login": wait})
        waiting = asyncio.ensure_future(server.ask())
        await begun.wait()
        server.responses.close()
        with pytest.raises(asyncio.CancelledError):
            await waiting

    run(story)
