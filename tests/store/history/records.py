"""Records of sends, as the engine makes them."""

from workbench.model import Exchange, Hop
from workbench.store.history import Body, Record

SPEC = 'name = "List users"\nurl = "{{base_url}}/users"\n'


def record(
    number: int = 1,
    *,
    request: str = "users",
    name: str = "List users",
    method: str = "GET",
    url: str = "http://127.0.0.1/users",
    status: int = 200,
    environment: str | None = "local",
    body: bytes = b'{"id": 1}',
) -> Record:
    """Return a record that was started in second `number`."""
    sent = (("Host", "127.0.0.1"),)
    hop = Hop(method, url, sent, status, "OK", "HTTP/1.1", (("Content-Type", "text/plain"),))
    exchange = Exchange(
        number, request, name, method, url, float(number), "done", (hop,), size=len(body),
        elapsed=0.25,
    )  # fmt: skip
    return Record(exchange, environment, SPEC, Body(), Body(body, len(body)))
