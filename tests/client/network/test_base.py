"""The contract of every network, whatever it waits with."""

import inspect

import pytest

from workbench.client.network import asyncio, base, sync, trio


def promised(interface: type) -> dict[str, list[str]]:
    """Return the public methods a class defines itself, with their parameters."""
    return {
        name: list(inspect.signature(method).parameters)
        for name, method in vars(interface).items()
        if inspect.isfunction(method) and not name.startswith("_")
    }


@pytest.mark.parametrize(
    ("interface", "implementation"),
    [
        (base.AsyncNetwork, asyncio.AsyncioNetwork),
        (base.AsyncNetwork, trio.TrioNetwork),
        (base.Network, sync.SocketNetwork),
        (base.AsyncStream, asyncio.AsyncioStream),
        (base.AsyncStream, trio.TrioStream),
        (base.Stream, sync.SocketStream),
        (base.AsyncSignal, asyncio.AsyncioSignal),
        (base.AsyncSignal, trio.TrioSignal),
        (base.Signal, sync.ThreadSignal),
    ],
)
def test_every_network_keeps_the_contract(interface: type, implementation: type) -> None:
    kept = promised(implementation)

    for name, parameters in promised(interface).items():
        assert kept.get(name) == parameters


@pytest.mark.parametrize("network", [base.AsyncNetwork(), base.Network()])
def test_both_worlds_promise_the_same(
    network: base.AsyncNetwork | base.Network,
) -> None:
    names = set(promised(type(network))) - {"settle"}  # only tasks have turns

    assert names == {
        "resolve", "connect_tcp", "connect_any", "connect_unix_socket", "signal"
    }  # fmt: skip


def test_an_address_keeps_the_zone_that_it_needs() -> None:
    assert base.address_of(("10.0.0.1", 80)) == "10.0.0.1"
    assert base.address_of(("::1", 80, 0, 0)) == "::1"
    assert base.address_of(("fe80::1", 80, 0, 2)) == "fe80::1%2"
    assert base.address_of(("fe80::1%eth0", 80, 0, 2)) == "fe80::1%eth0"
