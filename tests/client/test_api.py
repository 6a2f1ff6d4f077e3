"""The functions for one request."""

import asyncio
import inspect
import re
import ssl
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest

from tests.server.loopback import Loopback
from workbench import client
from workbench.client import Response, Timeout, TooManyRedirects, TotalTimeout

from . import typed_surface
from .signatures import SIGNATURES
from .typed_usage import transports, with_a_client, with_an_async_client


@pytest.mark.parametrize("verb", ["get", "options", "head", "post", "put", "patch", "delete"])
def test_each_verb_has_a_function(server: Loopback, verb: str) -> None:
    response = getattr(client, verb)(server / "echo", params={"a": 1}, headers={"X-A": "b"})

    assert server.requests[0].method == verb.upper()
    assert server.requests[0].target == "/echo?a=1"
    assert server.requests[0].header("x-a") == "b"
    assert response.is_closed


def test_settings_of_the_client_can_be_given(server: Loopback) -> None:
    response = client.request("POST", server / "redirect/1", json=[1], follow_redirects=True)

    assert response.json()["method"] == "GET"
    with pytest.raises(TooManyRedirects):
        client.get(server / "redirect/21", follow_redirects=True)
    with pytest.raises(TotalTimeout):
        client.get(server / "held", timeout=Timeout(5, total=0.1))


def test_a_response_can_be_streamed(server: Loopback) -> None:
    with client.stream("GET", server / "chunks/2", auth=("u", "p")) as response:
        assert list(response.iter_lines()) == ["chunk 0", "chunk 1"]
    assert server.requests[0].header("Authorization") == "Basic dTpw"


def test_everything_in_the_public_list_is_there_and_sorted() -> None:
    names = client.__all__

    assert sorted(set(names)) == sorted(names)
    assert all(hasattr(client, name) for name in names)
    assert {"AsyncClient", "Client", "Headers", "URL", "Timeout", "Limits", "Timings"} < set(names)


def accepted(function: Any) -> tuple[list[str], set[str]]:
    """Return what a function takes by position, and all it takes; typed keywords spelled out."""
    positional, names = [], set()
    for parameter in inspect.signature(function).parameters.values():
        if parameter.kind is parameter.VAR_KEYWORD:
            (unpacked,) = get_args(parameter.annotation)
            names |= unpacked.__required_keys__ | unpacked.__optional_keys__
        elif parameter.name != "self":
            names.add(parameter.name)
            if parameter.kind is parameter.POSITIONAL_OR_KEYWORD:
                positional.append(parameter.name)
    return positional, names


@pytest.mark.parametrize("name", SIGNATURES)
def test_whatever_httpx_accepts_is_accepted(name: str) -> None:
    first, _, rest = SIGNATURES[name].partition("*")
    found: Any = client
    for part in name.split("."):
        found = getattr(found, part)

    positional, names = accepted(found)

    assert positional == first.split()
    assert set(rest.split()) <= names


def test_typed_code_runs() -> None:
    assert with_a_client() == [
        "Request", "Response", "200", "sync", "False", *["Request", "Response"] * 3,
        *["Request", "Response"], "/x", *["Request", "Response"] * 2, '{"a": 1}',
    ]  # fmt: skip
    assert asyncio.run(with_an_async_client()) == ['{"a": 1}', '{"a": 1}', "async"]
    assert transports()[0].script_name == "/app"


def test_what_users_write_runs_without_a_server(tmp_path: Path, server: Loopback) -> None:
    assert [typed_surface.is_oauth2(auth) for auth in typed_surface.credentials(tmp_path)] == [
        *[False] * 9,
        *[True] * 5,
    ]
    assert typed_surface.models()[:3] == [404, client.codes.NOT_FOUND, "status"]
    assert len(typed_surface.settings(ssl.create_default_context())) == 4
    assert typed_surface.facts(Response(200)) == [None, None, None, ()]
    assert typed_surface.failures("http://127.0.0.1:1/") == "unreachable"
    assert typed_surface.failures("http://[") == "no URL"
    assert typed_surface.failures(server / "bytes/3") == "xxx"
    assert typed_surface.one_request_each(server / "json") == [200] * 9


def test_every_public_name_is_read_by_a_type_checker() -> None:
    written = "".join(
        (Path(__file__).parent / name).read_text("utf-8")
        for name in ("typed_usage.py", "typed_surface.py")
    )

    assert [name for name in client.__all__ if not re.search(rf"\b{name}\b", written)] == []


def described(thing: Any) -> Iterator[tuple[str, Any]]:
    """Yield the public parts of a public thing, itself included."""
    yield thing.__name__, thing
    if inspect.isclass(thing):
        for base in thing.__mro__:
            for name, part in vars(base).items():
                part = getattr(part, "fget", None) or getattr(part, "__func__", part)
                ours = inspect.isfunction(part) and part.__module__.startswith("workbench")
                if ours and not name.startswith("_"):
                    yield f"{thing.__name__}.{name}", part


def test_every_public_name_says_what_it_is_for() -> None:
    things = [getattr(client, name) for name in client.__all__]
    parts = [part for each in things if hasattr(each, "__name__") for part in described(each)]

    assert len(parts) > 500
    assert [name for name, part in parts if not (part.__doc__ or "").strip()] == []


def test_cookies_last_through_the_redirects_of_one_call(server: Loopback) -> None:
    client.get(server / "redirect/1", cookies={"a": "1"}, follow_redirects=True)

    assert [seen.header("Cookie") for seen in server.requests] == ["a=1", "a=1"]
