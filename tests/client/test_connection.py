"""One connection. Live behaviour is in test_async_transport.py; here, errors and the twins."""

import httpcore
import pytest

from workbench.client import connect, connection
from workbench.client.connection import LOST, explained
from workbench.client.errors import (
    ReadError,
    ReadTimeout,
    RemoteProtocolError,
    TransportError,
    WriteError,
    WriteTimeout,
)
from workbench.client.timeout import Patience
from workbench.client.timings import Stamps

from .twins import differences

PATIENCE = Patience({"read": 1, "write": 1}, None, lambda: 0.0)


def stamps(reused: bool = False, heard: bool = False) -> Stamps:
    made = Stamps(0.0)
    made.reused = reused
    made.first_byte = 1.0 if heard else None
    return made


@pytest.mark.parametrize(
    ("error", "ours"),
    [
        (httpcore.ReadTimeout(), ReadTimeout),
        (httpcore.WriteTimeout(), WriteTimeout),
        (httpcore.ReadError(), ReadError),
        (httpcore.WriteError(), WriteError),
        (httpcore.ConnectError(), ReadError),
    ],
)
def test_httpcores_errors_become_ours(error: Exception, ours: type[Exception]) -> None:
    assert type(explained(error, PATIENCE, stamps())) is ours


def test_other_errors_stay_as_they_are() -> None:
    for error in (ValueError(), KeyboardInterrupt(), RemoteProtocolError("x")):
        assert explained(error, PATIENCE, stamps()) is error


@pytest.mark.parametrize(
    ("error", "reused", "heard", "retriable"),
    [
        (httpcore.ReadError(), True, False, True),
        (httpcore.WriteError(), True, False, True),
        (RemoteProtocolError("closed"), True, False, True),
        (httpcore.ReadError(), False, False, False),
        (httpcore.ReadError(), True, True, False),
        (httpcore.ReadTimeout(), True, False, False),
    ],
)
def test_only_a_kept_connection_that_died_silently_is_worth_another_try(
    error: Exception, reused: bool, heard: bool, retriable: bool
) -> None:
    failure = explained(error, PATIENCE, stamps(reused, heard))

    assert isinstance(failure, TransportError)
    assert failure.retriable is retriable
    assert (str(failure) == LOST) is retriable


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (connection.AsyncConnection, connection.Connection),
        (connection.AsyncBody, connection.Body),
        (connect.aopen_stream, connect.open_stream),
    ],
    ids=["connection", "body", "open_stream"],
)
def test_the_twins_differ_in_async_and_await_alone(one: object, other: object) -> None:
    source, twin = differences(one, other)

    assert source == twin
