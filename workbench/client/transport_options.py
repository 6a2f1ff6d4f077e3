"""What a transport takes, and what that says about its connections."""

import os
from collections.abc import Iterable, Mapping
from importlib.util import find_spec
from typing import TYPE_CHECKING, TypedDict

from .dial import Reach
from .overrides import ConnectTo, Overrides, Resolutions
from .pin import PinTypes
from .proxy import ProxyTypes, proxy_of
from .proxy_rules import EnvironmentProxies
from .route import OneProxy, ProxyChoice
from .tls import CertMap, CertTypes, TLSSettings, VerifyTypes, Version

if TYPE_CHECKING:
    from .network.base import SocketOption


class ConnectionOptions(TypedDict, total=False):
    """How a client's connections are made, beside what httpx has.

    `minimum_version` is the oldest TLS to accept; `pin`, `connect_to` and `resolve` are
    explained at `TLSSettings` and `Overrides`. `uds` is the Unix socket that every connection
    goes to, `local_address` the one they come from, `socket_options` go to `setsockopt`.
    """

    minimum_version: Version
    pin: PinTypes | Mapping[str, PinTypes] | None
    uds: str | None
    local_address: str | None
    socket_options: "Iterable[SocketOption] | None"
    connect_to: ConnectTo | None
    resolve: Resolutions | None


class TransportOptions(ConnectionOptions, total=False):
    """What a transport of its own takes: `retries` is how often connecting is tried again.

    On a client, `retries` is about whole requests.
    """

    retries: int


def check_options(maker: str, options: Mapping[str, object], known: frozenset[str]) -> None:
    """Refuse an option that there is not, as a function with its own keywords would."""
    for name in options:
        if name not in known:
            raise TypeError(f"{maker}() got an unexpected keyword argument {name!r}")


def reach_of(
    verify: VerifyTypes,
    cert: CertTypes | CertMap | None,
    trust_env: bool,
    http2: bool,
    options: TransportOptions,
) -> Reach:
    """Return how connections are made by a transport's arguments."""
    return Reach(
        TLSSettings(
            verify,
            cert=cert,
            trust_env=trust_env,
            minimum_version=options.get("minimum_version", "TLSv1.2"),
            pin=options.get("pin"),
            http2=http2,
        ),
        Overrides(options.get("connect_to"), options.get("resolve")),
        options.get("uds"),
        options.get("local_address"),
        tuple(options.get("socket_options") or ()),
        options.get("retries", 0),
    )


def choice_of(proxy: "ProxyTypes | ProxyChoice | None") -> ProxyChoice | None:
    """Return what tells which proxy to take; None if there is none in any case."""
    if proxy is None or hasattr(proxy, "proxy_for"):
        return proxy
    return OneProxy(proxy_of(proxy))


def chosen_proxy(
    proxy: ProxyTypes | None, trust_env: bool, options: ConnectionOptions
) -> "ProxyTypes | ProxyChoice | None":
    """Return a client's proxy: the given one, or what the environment says where it counts."""
    if proxy is not None or not trust_env or options.get("uds") is not None:
        return proxy
    return EnvironmentProxies(os.environ) or None


def check_versions(http1: bool, http2: bool) -> None:
    """Refuse settings that leave no protocol; raises ImportError without h2."""
    if not (http1 or http2):
        raise ValueError("one of http1= and http2= must be on")
    if http2 and find_spec("h2") is None:
        raise ImportError('http2=True needs h2: pip install "workbench[http2]"')
