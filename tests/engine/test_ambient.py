from datetime import UTC, datetime, timedelta

from workbench.engine.ambient import ambient


def test_the_time_is_now_and_knows_its_zone() -> None:
    now = ambient().now

    assert now.utcoffset() is not None
    assert abs(datetime.now(UTC) - now) < timedelta(minutes=1)


def test_random_bytes_are_new_each_time() -> None:
    random = ambient().random

    assert len(random(16)) == 16
    assert random(16) != random(16)
