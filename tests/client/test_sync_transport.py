"""What a transport for threads does apart; the rest is tested with the one for tasks."""

import inspect
import threading

from tests.server.loopback import Loopback
from workbench.client import (
    AsyncHTTPTransport,
    Client,
    HTTPTransport,
    Limits,
    RequestError,
)

from .conftest import pool_of


def test_both_transports_take_the_same_arguments() -> None:
    taken, by_the_other = (
        set(inspect.signature(kind).parameters) for kind in (AsyncHTTPTransport, HTTPTransport)
    )

    assert taken - by_the_other == {"backend"}
    assert by_the_other <= taken


def test_threads_share_a_client(server: Loopback) -> None:
    failures: list[Exception] = []

    def user(client: Client, number: int) -> None:
        try:
            for _ in range(20):
                response = client.get(server / f"echo/{number}")
                assert response.json()["target"] == f"/echo/{number}"
        except (RequestError, AssertionError) as error:
            failures.append(error)

    with Client(limits=Limits(max_connections=3)) as client:
        threads = [threading.Thread(target=user, args=(client, n)) for n in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        pool = pool_of(client)

        assert failures == []
        assert (pool.waiting, pool.open) == (0, pool.idle)
