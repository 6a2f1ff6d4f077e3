import pytest

from workbench.templating.library.dates import seconds
from workbench.templating.library.function import ArgumentError

from ..moment import fill, problems


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("{{now()}}", "2026-03-01T12:00:00Z"),
        ("{{now('%d.%m.%Y')}}", "01.03.2026"),
        ("{{now(offset='+1d')}}", "2026-03-02T12:00:00Z"),
        ("{{now(offset='-2h30m')}}", "2026-03-01T09:30:00Z"),
        ("{{now(tz='local')}}", "2026-03-01T13:00:00+01:00"),
        ("{{now(tz='-03:30')}}", "2026-03-01T08:30:00-03:30"),
        ("{{now(tz='Asia/Tokyo')}}", "2026-03-01T21:00:00+09:00"),
        ("{{timestamp()}}", 1772366400),
        ("{{timestamp('ms', offset='-1s')}}", 1772366399000),
    ],
)
def test_the_time_in_many_forms(text: str, value: object) -> None:
    assert fill(text).value == value


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("{{now(offset='1d')}}", '"offset" starts with + or -, like +1d or -2h30m'),
        ("{{now(offset='+1y')}}", "a duration is written like 10m, 2h30m or 1d (w, d, h, m, s)"),
        ("{{now(offset='+999999999w')}}", '"offset" leads out of the calendar'),
        ("{{now(tz='Mars/Base')}}", '"tz" is not a known time zone, like Europe/Berlin'),
        ("{{now(tz='../../etc/passwd')}}", '"tz" is not a known time zone, like Europe/Berlin'),
        ("{{now(tz='')}}", '"tz" is not a known time zone, like Europe/Berlin'),
        ("{{now('\ud800')}}", '"format" is not a time format, like %Y-%m-%d'),
        ("{{timestamp('us')}}", '"unit" is s or ms'),
    ],
)
def test_what_is_no_time_is_told(text: str, what: str) -> None:
    (problem,) = problems(text)

    assert problem.what.endswith(what)


def test_a_duration_has_parts() -> None:
    assert seconds("1w2d3h4m5s") == 788_645
    assert seconds("1.5h") == 5400
    for wrong in ("", "5", "m", "1..5h", "-1h", "1h "):
        with pytest.raises(ArgumentError):
            seconds(wrong)
