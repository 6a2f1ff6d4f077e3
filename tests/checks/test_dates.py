from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.checks import dates
from workbench.checks.values import Unmet
from workbench.errors import WorkbenchError

AT = datetime(2023, 1, 23, 18, 25, 43, 511000, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "form", "date"),
    [
        ("2023-01-23T18:25:43.511Z", "%+", AT),
        ("2023-01-23t20:25:43.511000999+02:00", "%+", AT),
        ("2023-01-23T18:25:43.511Z", "%Y-%m-%dT%H:%M:%S%.fZ", AT),
        ("2023-01-23 18:25:43.511", "%F %T%.3f", AT),
        ("2023-01-23 18:25:43 511", "%F %T %3f", AT),
        ("Mon, 23 Jan 2023 18:25:43 GMT", "%a, %d %b %Y %H:%M:%S GMT", AT.replace(microsecond=0)),
        (
            "Monday, 23-January-23 06:25:43 pm",
            "%A, %d-%B-%y %I:%M:%S %p",
            AT.replace(microsecond=0),
        ),
        (
            "Thu Aug 27 09:07:46 2020 +0200",
            "%a %b %d %H:%M:%S %Y %z",
            datetime(2020, 8, 27, 7, 7, 46, tzinfo=UTC),
        ),
        (
            "2020-08-27 09:07:46 -02:30",
            "%Y-%m-%d %H:%M:%S %:z",
            datetime(2020, 8, 27, 11, 37, 46, tzinfo=UTC),
        ),
        ("2020-08-27", "%Y-%m-%d", datetime(2020, 8, 27, tzinfo=UTC)),
        ("day 60 of 2024, 100%", "day %j of %Y, 100%%", datetime(2024, 2, 29, tzinfo=UTC)),
        ("1700000000", "%s", datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)),
        ("12:05 AM", "%I:%M %p", datetime(1970, 1, 1, 0, 5, tzinfo=UTC)),
        ("2016-12-31 23:59:60", "%F %T", datetime(2016, 12, 31, 23, 59, 59, tzinfo=UTC)),
    ],
)
def test_a_text_is_read_by_a_format(text: str, form: str, date: datetime) -> None:
    assert dates.read(text, form) == date


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("2020-08-27", "ymd"),
        ("2020-02-30", "%F"),
        ("99:00", "%R"),
        ("2020-08-27x", "%F"),
        ("yesterday", "%+"),
        ("2020-13-01T00:00:00Z", "%+"),
        ("999999999999", "%s"),
        ("0001-01-01 +23:59", "%F %:z"),
        ("1" * 300, "%s"),
    ],
)
def test_a_text_of_another_form_is_unmet(text: str, form: str) -> None:
    with pytest.raises(Unmet):
        dates.read(text, form)


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("%a, %d %b %Y %H:%M:%S", "Mon, 23 Jan 2023 18:25:43"),
        ("%A %B %e %y %j %I%p", "Monday January 23 23 023 06PM"),
        ("%F %T%.f %D %R %h", "2023-01-23 18:25:43.511 01/23/23 18:25 Jan"),
        ("%3f %6f %9f %f %.6f", "511 511000 511000000 511000000 .511000"),
        ("%s %z %:z %Z %%", "1674498343 +0000 +00:00 UTC %"),
        ("%+", "2023-01-23T18:25:43.511000+00:00"),
    ],
)
def test_a_date_is_written_by_a_format(form: str, text: str) -> None:
    assert dates.write(AT, form) == text


@pytest.mark.parametrize("form", ["%Q", "%", "%Y-%", "%4f", "100%", "x" * 300, "%é"])
def test_a_format_with_a_letter_that_means_nothing_is_refused(form: str) -> None:
    with pytest.raises(WorkbenchError):
        dates.examine(form)


def test_dates_of_headers_come_in_three_forms() -> None:
    texts = [
        "Sun, 06 Nov 1994 08:49:37 GMT",
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994",
    ]

    assert {dates.read_http(text) for text in texts} == {
        datetime(1994, 11, 6, 8, 49, 37, tzinfo=UTC)
    }
    with pytest.raises(Unmet, match="as headers have it"):
        dates.read_http("now")


SECONDS = st.datetimes(min_value=datetime(1900, 1, 1), max_value=datetime(2900, 1, 1))  # noqa: DTZ001


@given(
    SECONDS, st.sampled_from(["%+", "%F %T%.f", "%A %d %B %Y %I:%M:%S %p %6f", "%Y %j %T.%f %z"])
)
def test_what_is_written_is_read_again(moment: datetime, form: str) -> None:
    aware = moment.replace(tzinfo=UTC)

    assert dates.read(dates.write(aware, form), form) == aware
    assert dates.read_iso(dates.write(aware + timedelta(0), "%+")) == aware
