"""Code as users write it, for mypy to read in strict mode; a test runs it as well."""

from collections.abc import AsyncIterator, Generator, Iterator

from workbench.client import (
    URL,
    USE_CLIENT_DEFAULT,
    ASGITransport,
    AsyncBaseTransport,
    AsyncClient,
    AsyncParallel,
    AsyncPendingResponse,
    AsyncResponse,
    Auth,
    BaseTransport,
    Client,
    Headers,
    Limits,
    MockTransport,
    Parallel,
    PendingResponse,
    Request,
    Response,
    Timeout,
    Timings,
    WSGITransport,
)


class Token(Auth):
    """Credentials of one's own."""

    def auth_flow(self, request: Request) -> Generator[Request, Response, None]:
        """Add a token."""
        request.headers["Authorization"] = "Token x"
        yield request


class Fixed(BaseTransport, AsyncBaseTransport):
    """A transport of one's own."""

    def handle_request(self, request: Request) -> Response:
        """Answer."""
        return Response(200, headers={"X-Kind": "sync"}, content=b'{"a": 1}')

    async def handle_async_request(self, request: Request) -> Response:
        """Answer."""
        return Response(200, headers=[("X-Kind", "async")], content='{"a": 1}')


def handler(request: Request) -> Response:
    """Answer."""
    return Response(200, content=request.url.path, request=request)


def with_a_client() -> list[str]:
    """Use a sync client."""
    seen: list[str] = []

    def note(what: Request | Response) -> None:
        seen.append(type(what).__name__)

    with Client(
        auth=("user", "password"),
        params={"a": [1, 2.5, True, None, "x"]},
        headers=[("X-A", "b")],
        timeout=Timeout(5, connect=1, total=30),
        limits=Limits(max_connections=5),
        event_hooks={"request": [note], "response": [note]},
        base_url=URL("http://example.org/api"),
        transport=Fixed(),
        mounts={"all://mounted.org": MockTransport(handler), "all://own.org": None},
        default_encoding=lambda content: "utf-8",
        follow_redirects=True,
    ) as client:
        response: Response = client.get("items", params=[("b", "c")], auth=Token(), timeout=None)
        status: int = response.raise_for_status().status_code
        headers: Headers = response.headers
        timings: Timings = response.timings
        seen += [str(status), headers["x-kind"], str(timings.reused)]
        client.post("items", json={"a": [1]}, follow_redirects=USE_CLIENT_DEFAULT)
        client.put("items", content=(piece for piece in [b"a"]))
        client.send(client.build_request("DELETE", "items"), stream=True).close()
        with client.stream("GET", "http://mounted.org/x") as streamed:
            pieces: Iterator[bytes] = streamed.stream()
            raw: Iterator[bytes] = streamed.iter_raw()
            seen += [piece.decode() for piece in pieces]
            del raw
        parallel: Parallel
        with client.parallel(max_in_flight=2) as parallel:
            pending: PendingResponse = parallel.get("items")
            answer: Response = pending.get_response()
            parallel.post("items", data={"a": "b"})
            answer = parallel.next_response()
            seen.append(answer.text)
    return seen


async def with_an_async_client() -> list[str]:
    """Use an async client."""
    seen: list[str] = []

    async def generate() -> AsyncIterator[bytes]:
        yield b"a"

    async with AsyncClient(transport=Fixed(), trust_env=False) as client:
        response: AsyncResponse = await client.get("http://example.org/", stream=True)
        body: bytes = await response.read()
        await response.close()
        await client.post("http://example.org/", content=generate())
        async with client.stream("GET", "http://example.org/") as streamed:
            pieces: AsyncIterator[bytes] = streamed.stream()
            seen += [piece.decode() async for piece in pieces]
        parallel: AsyncParallel
        async with client.parallel() as parallel:
            pending: AsyncPendingResponse = await parallel.get("http://example.org/")
            answer: AsyncResponse = await pending.get_response()
            parallel.options("http://example.org/")
            answer = await parallel.next_response()
            seen += [body.decode(), answer.headers["x-kind"]]
    return seen


def transports() -> tuple[WSGITransport, type[ASGITransport]]:
    """Make transports by position, as httpx's users do."""

    def app(environ: dict[str, object], start_response: object) -> list[bytes]:
        return [b""]

    return WSGITransport(app, True, "/app"), ASGITransport
