"""Small collections and exchanges for tests of the interface."""

from workbench.errors import Problem
from workbench.model import (
    BasicAuth,
    Broken,
    Collection,
    Defaults,
    Environment,
    Exchange,
    Folder,
    Hop,
    Phase,
    RequestSpec,
    Row,
    SavedRequest,
    Timings,
    Variable,
)

LOGIN = RequestSpec(name="Log in", method="POST", url="{{base_url}}/login")
USERS = RequestSpec(name="List users", url="{{base_url}}/users", headers=(Row("X-A", "1"),))


def collection() -> Collection:
    """Return a collection with two folders, two requests and an unreadable file."""
    login = SavedRequest("auth/login", LOGIN)
    auth = Folder(
        "auth",
        "Signing in",
        defaults=Defaults(headers=(Row("X-Auth", "yes"),), auth=BasicAuth("ada", "secret")),
        children=(login,),
    )
    broken = Broken("broken", Problem("unexpected end", where="broken.toml:3", hint="close it"))
    root = Folder(
        "",
        "Shop",
        defaults=Defaults(headers=(Row("Accept", "application/json"), Row("X-A", "0"))),
        children=(auth, SavedRequest("users", USERS), broken),
    )
    environments = {"local": Environment("local", (Variable("base_url", "http://127.0.0.1:1"),))}
    return Collection(root, environments)


def exchange(
    number: int = 1, request: str = "users", phase: Phase = "done", status: int = 200
) -> Exchange:
    """Return an exchange with one hop."""
    hop = Hop(
        "GET",
        "http://127.0.0.1:1/users",
        (("Host", "127.0.0.1:1"),),
        status,
        "OK",
        "HTTP/1.1",
        (("Content-Type", "application/json"),),
        Timings(queue=0.0001, connect=0.001, send=0.0002, wait=0.012, receive=0.003),
    )
    return Exchange(
        number, request, "List users", "GET", hop.url, 0.0, phase=phase, hops=(hop,), elapsed=0.0163
    )
