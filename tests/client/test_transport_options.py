"""A transport's arguments, and what they say about its connections."""

import inspect
from typing import Any

import pytest

from workbench.client import AsyncClient, AsyncHTTPTransport, Client, HTTPTransport, Proxy
from workbench.client.route import OneProxy
from workbench.client.transport_options import check_versions, choice_of, chosen_proxy, reach_of


def test_what_is_not_given_is_as_usual() -> None:
    reach = reach_of(True, None, trust_env=True, http2=False, options={})

    assert (reach.uds, reach.local_address, reach.socket_options, reach.retries) == (
        None, None, (), 0,
    )  # fmt: skip
    assert not reach.overrides.reroutes


def test_what_is_given_is_passed_on() -> None:
    reach = reach_of(
        True,
        None,
        trust_env=False,
        http2=True,
        options={
            "uds": "/run/s",
            "local_address": "127.0.0.1",
            "socket_options": [(6, 1, 1)],
            "retries": 3,
        },
    )

    assert (reach.uds, reach.local_address, reach.socket_options, reach.retries) == (
        "/run/s", "127.0.0.1", ((6, 1, 1),), 3,
    )  # fmt: skip


def test_a_proxy_is_a_choice_of_one() -> None:
    one = OneProxy(Proxy("http://p"))

    assert choice_of(None) is None
    assert choice_of(one) is one
    made = choice_of("http://p")
    assert isinstance(made, OneProxy)
    assert str(made.proxy.url) == "http://p"


def test_the_environment_counts_where_nothing_else_is_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("all_proxy", "http://p:1")

    found = choice_of(chosen_proxy(None, True, {}))

    assert found is not None
    proxy = found.proxy_for(("http", "h", 80))
    assert proxy is not None
    assert str(proxy.url) == "http://p:1"
    assert chosen_proxy("http://own", True, {}) == "http://own"
    assert chosen_proxy(None, False, {}) is None
    assert chosen_proxy(None, True, {"uds": "/run/s"}) is None
    monkeypatch.delenv("all_proxy")
    assert chosen_proxy(None, True, {}) is None


def test_one_protocol_must_be_left(monkeypatch: pytest.MonkeyPatch) -> None:
    check_versions(http1=True, http2=False)
    with pytest.raises(ValueError, match="one of http1= and http2="):
        check_versions(http1=False, http2=False)
    monkeypatch.setattr("workbench.client.transport_options.find_spec", lambda name: None)
    with pytest.raises(ImportError, match=r"workbench\[http2\]"):
        check_versions(http1=True, http2=True)


@pytest.mark.parametrize("made", [Client, AsyncClient, HTTPTransport, AsyncHTTPTransport])
@pytest.mark.parametrize("name", ["proxies", "allow_redirects", "time_out"])
def test_an_option_that_there_is_not_is_refused(made: Any, name: str) -> None:
    with pytest.raises(TypeError, match=rf"^{made.__name__}\(\) got .* argument '{name}'"):
        made(**{name: None})


def test_an_option_of_transports_is_none_of_clients() -> None:
    assert HTTPTransport(retries=1, uds="/run/s") is not None
    with pytest.raises(TypeError, match="retries must be"):
        Client(retries="x")  # type: ignore[arg-type]  # about whole requests here


@pytest.mark.parametrize("made", [HTTPTransport, AsyncHTTPTransport])
def test_a_transports_arguments_have_the_order_of_httpx(made: Any) -> None:
    names = list(inspect.signature(made).parameters)

    assert names[:7] == ["verify", "cert", "trust_env", "http1", "http2", "limits", "proxy"]
    assert made(False, None, False, True) is not None
