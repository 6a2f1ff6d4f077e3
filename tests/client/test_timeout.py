from typing import Any

import pytest

from workbench.client import (
    Client,
    ConnectTimeout,
    PoolTimeout,
    ReadTimeout,
    Timeout,
    TotalTimeout,
    WriteTimeout,
)
from workbench.client.timeout import Patience


@pytest.mark.parametrize(
    ("timeout", "limits"),
    [
        (Timeout(), (5, 5, 5, 5, None)),
        (Timeout(connect=1), (1, 5, 5, 5, None)),
        (Timeout(None), (None, None, None, None, None)),
        (Timeout(1, read=None), (1, None, 1, 1, None)),
        (Timeout((1, 2, 3, 4)), (1, 2, 3, 4, None)),
        (Timeout(Timeout(1, total=9), pool=2), (1, 1, 1, 2, 9)),
        (Timeout(None, total=3), (None, None, None, None, 3)),
    ],
)
def test_limits_are_one_default_and_exceptions(timeout: Timeout, limits: Any) -> None:
    got = (timeout.connect, timeout.read, timeout.write, timeout.pool, timeout.total)
    assert got == limits


def test_timeouts_are_values() -> None:
    assert Timeout(5.0) == Timeout()
    assert hash(Timeout(1)) == hash(Timeout((1, 1, 1, 1)))
    assert repr(Timeout(1)) == "Timeout(timeout=1)"
    assert repr(Timeout(1, read=2, total=3)) == (
        "Timeout(connect=1, read=2, write=1, pool=1, total=3)"
    )
    assert Timeout(1).as_dict() == {"connect": 1, "read": 1, "write": 1, "pool": 1}


@pytest.mark.parametrize("wrong", ["5", object()])
def test_a_limit_is_a_number(wrong: Any) -> None:
    with pytest.raises(TypeError, match=r"^a timeout must be a number of seconds or None: read="):
        Timeout(1, read=wrong)
    with pytest.raises(TypeError, match=r"^a timeout must be a number"):
        Client(timeout=wrong)


@pytest.mark.parametrize("wrong", [-1, float("nan")])
def test_a_limit_cannot_be_negative(wrong: float) -> None:
    with pytest.raises(ValueError, match="read="):
        Timeout(1, read=wrong)


class Hands:
    """A clock that is set by hand."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_step_may_wait_for_its_own_limit_or_what_is_left_of_the_total() -> None:
    clock = Hands()
    patience = Patience({"read": 5, "total": 8}, 108.0, clock)

    assert patience.within(patience.read) == 5
    clock.now = 105
    assert patience.within(patience.read) == 3
    assert patience.within(None) == 3
    clock.now = 108
    with pytest.raises(TotalTimeout, match="longer than 8 s"):
        patience.within(None)


def test_connecting_has_one_limit_for_all_its_parts() -> None:
    clock = Hands()
    left = Patience({"connect": 2}, None, clock).connecting("h")

    assert left() == 2
    clock.now = 101.5
    assert left() == 0.5
    clock.now = 102
    with pytest.raises(ConnectTimeout, match="no connection to h within 2 s"):
        left()
    assert Patience({}, None, clock).connecting("h")() is None


def test_each_step_has_its_error_unless_the_total_is_used_up() -> None:
    clock = Hands()
    patience = Patience({"connect": 1, "read": 1, "write": 1, "pool": 1, "total": 8}, 108, clock)

    def errors() -> list[type[Exception]]:
        return [
            type(error)
            for error in (
                patience.no_connection("h"),
                patience.no_bytes(),
                patience.no_room(),
                patience.no_turn(),
            )
        ]

    assert errors() == [ConnectTimeout, ReadTimeout, WriteTimeout, PoolTimeout]
    clock.now = 109
    assert errors() == [TotalTimeout] * 4
