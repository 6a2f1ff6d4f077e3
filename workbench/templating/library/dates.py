"""Functions of time. The time itself comes in."""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo

from workbench.templating.ambient import Ambient

from .function import ArgumentError, Function

_UNITS = {"w": 604_800, "d": 86_400, "h": 3600, "m": 60, "s": 1}
_DURATION = re.compile(r"(?:\d{1,9}(?:\.\d{1,9})?[wdhms])+")
_PART = re.compile(r"([\d.]+)([wdhms])")
_OFFSET = re.compile(r"([+-])(\d\d):?(\d\d)")


def seconds(duration: str) -> float:
    """Return the seconds of a duration such as `10m`, `1.5h` or `2h30m`."""
    if not _DURATION.fullmatch(duration):
        raise ArgumentError("a duration is written like 10m, 2h30m or 1d (w, d, h, m, s)")
    return sum(float(number) * _UNITS[unit] for number, unit in _PART.findall(duration))


def now(ambient: Ambient, format: str = "", offset: str = "", tz: str = "UTC") -> str:  # noqa: A002
    """The time: ISO 8601 in UTC, or a `strftime` format; offset '+1d', '-2h30m'; tz by name.

    `tz` is a name such as `Europe/Berlin`, an offset such as `+02:00`, or `local`.
    """
    moment = _moment(ambient, offset).astimezone(_zone(tz, ambient))
    if format:
        try:
            return moment.strftime(format)
        except ValueError:
            raise ArgumentError('"format" is not a time format, like %Y-%m-%d') from None
    return moment.replace(microsecond=0).isoformat().replace("+00:00", "Z")


def timestamp(ambient: Ambient, unit: str = "s", offset: str = "") -> int:
    """The seconds since 1970, or milliseconds with unit 'ms'; offset as in now()."""
    moment = _moment(ambient, offset)
    if unit not in {"s", "ms"}:
        raise ArgumentError('"unit" is s or ms')
    elapsed = moment - datetime(1970, 1, 1, tzinfo=UTC)
    return elapsed // timedelta(milliseconds=1 if unit == "ms" else 1000)


def _moment(ambient: Ambient, offset: str) -> datetime:
    if not offset:
        return ambient.now
    if offset[0] not in "+-":
        raise ArgumentError('"offset" starts with + or -, like +1d or -2h30m')
    sign = 1 if offset[0] == "+" else -1
    try:
        return ambient.now + timedelta(seconds=sign * seconds(offset[1:]))
    except OverflowError:
        raise ArgumentError('"offset" leads out of the calendar') from None


def _zone(name: str, ambient: Ambient) -> tzinfo:
    if name in {"UTC", "Z"}:
        return UTC
    if name == "local":
        return ambient.now.tzinfo or UTC
    fixed = _OFFSET.fullmatch(name)
    if fixed and int(fixed[2]) < 24 and int(fixed[3]) < 60:
        ahead = timedelta(hours=int(fixed[2]), minutes=int(fixed[3]))
        return timezone(ahead if fixed[1] == "+" else -ahead)
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ArgumentError('"tz" is not a known time zone, like Europe/Berlin') from None


DATES = (
    Function(now, "{{ now() }}", "2026-03-01T12:00:00Z"),
    Function(timestamp, "{{ timestamp() }}", "1772366400"),
)
