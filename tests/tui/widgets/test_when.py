from datetime import datetime

import pytest

from workbench.tui.widgets.when import when

NOW = datetime(2026, 11, 25, 18, 0, 30).astimezone().timestamp()


@pytest.mark.parametrize(
    ("passed", "text"),
    [
        (0, "18:00:30"),
        (3600, "17:00:30"),
        (86_400, "Tue 18:00"),
        (30 * 86_400, "2026-10-26 18:00"),
        (-60, "2026-11-25 18:01"),
    ],
)
def test_a_moment_is_told_as_precisely_as_people_need(passed: float, text: str) -> None:
    assert when(NOW - passed, NOW) == text


def test_a_moment_that_no_calendar_has_is_no_error() -> None:
    assert when(1e300, NOW) == "some time"
