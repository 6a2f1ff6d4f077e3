"""The functions for one request."""

import asyncio
import inspect
import subprocess
import sys
from typing import Any, get_args

import pytest

from tests.server.loopback import Loopback
from workbench import client
from workbench.client import Timeout, TooManyRedirects, TotalTimeout

from .signatures import SIGNATURES
from .typed_usage import transports, with_a_client, with_an_async_client

# Multipart forms, cookies, client certificates, proxies and the environment that names them.


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


REPL = """
from workbench.client import AsyncClient, Client
client = AsyncClient()
print((await client.get({url!r})).status_code)
await client.aclose()
Client().get({url!r})
"""


def test_the_async_client_works_where_await_is_typed_in(server: Loopback) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "asyncio"],
        input=REPL.format(url=server / "json"),
        capture_output=True,
        text=True,
        timeout=30,
    )

    assert "200" in done.stdout, done.stderr
    assert "RuntimeError: a sync call would block" in done.stderr
    assert "use AsyncClient" in done.stderr
    assert len(server.requests) == 1


def test_cookies_last_through_the_redirects_of_one_call(server: Loopback) -> None:
    client.get(server / "redirect/1", cookies={"a": "1"}, follow_redirects=True)

    assert [seen.header("Cookie") for seen in server.requests] == ["a=1", "a=1"]
