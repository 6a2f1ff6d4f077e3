"""The defaults of what pure code takes from outside."""

import time

from workbench.client.ambient import fraction, random_bytes, wall_clock


def test_a_fraction_is_at_least_0_and_below_1() -> None:
    assert fraction(lambda count: bytes(count)) == 0
    assert 0.999 < fraction(lambda count: b"\xff" * count) < 1
    assert 0 <= fraction() < 1


def test_the_clock_and_chance_are_the_systems() -> None:
    assert abs(wall_clock() - time.time()) < 5
    assert len(random_bytes(16)) == 16
    assert random_bytes(16) != random_bytes(16)
