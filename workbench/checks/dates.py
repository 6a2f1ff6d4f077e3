"""Dates ⇄ texts by a format of `%` letters, as Hurl takes them from the Rust crate chrono.

`%Y-%m-%d %H:%M:%S`, `%a %A %b %B %y %j %e %I %p %f %.f %3f %z %:z %Z %s %F %T %D %R` and
`%+` for RFC 3339. English names whatever the locale; a text without a zone is in UTC.
"""

import re
from datetime import UTC, datetime, timedelta, timezone

from workbench.errors import Problem, WorkbenchError

from .values import Unmet

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_SHORTHANDS = {"F": "%Y-%m-%d", "T": "%H:%M:%S", "D": "%m/%d/%y", "R": "%H:%M", "h": "%b"}
_SPEC = re.compile(r"%([.]?[369]?f|:?z|[A-Za-z%+])")
_HTTP_DATES = (
    "%a, %d %b %Y %H:%M:%S GMT", "%A, %d-%b-%y %H:%M:%S GMT", "%a, %d-%b-%Y %H:%M:%S GMT",
    "%a %b %e %H:%M:%S %Y",
)  # fmt: skip

# What each letter reads. Two of a kind in one format name the same thing; the last counts.
_READ = {
    "Y": r"\d{4}", "m": r"\d{1,2}", "d": r"\d{1,2}", "e": r" ?\d{1,2}", "y": r"\d{2}",
    "H": r"\d{1,2}", "I": r"\d{1,2}", "M": r"\d{1,2}", "S": r"\d{1,2}", "j": r"\d{1,3}",
    "p": r"AM|PM|am|pm", "f": r"\d{1,9}", ".f": r"(?:\.\d{1,9})?", "s": r"-?\d{1,12}",
    "z": r"[+-]\d{2}:?\d{2}|Z", ":z": r"[+-]\d{2}:\d{2}|Z", "Z": r"[A-Z]{1,5}",
    "a": "|".join(day[:3] for day in _DAYS), "A": "|".join(_DAYS),
    "b": "|".join(month[:3] for month in _MONTHS), "B": "|".join(_MONTHS),
}  # fmt: skip

_LETTERS = _READ.keys() | {"3f", "6f", "9f", ".3f", ".6f", ".9f", "+", "%"}


def read(text: str, form: str) -> datetime:
    """Return the date that a text holds, in UTC, or raise Unmet if it has another form."""
    spelled = _spelled_out(form)
    if spelled == "%+":
        return read_iso(text)
    found = re.fullmatch(_pattern(spelled), text) if len(text) <= 200 else None
    if found is None:
        raise Unmet(f'"{text[:80]}" is not a date of the form "{form}"')
    groups = {name: value for name, value in found.groupdict().items() if value is not None}
    try:
        return _date(groups)
    except (ValueError, OverflowError):
        raise Unmet(f'"{text[:80]}" is not a date that there is') from None


def read_iso(text: str) -> datetime:
    """Return the date and time that a text in the form of RFC 3339 holds, in UTC."""
    form = r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)"
    if re.fullmatch(form, text, re.ASCII):
        whole = re.sub(r"(\.\d{6})\d+", r"\1", text.upper())
        try:
            return datetime.fromisoformat(whole).astimezone(UTC)
        except (ValueError, OverflowError):
            pass
    raise Unmet(f'"{text[:80]}" is not a date of RFC 3339')


def read_http(text: str) -> datetime:
    """Return the date of a header or a cookie, in each form that RFC 9110 has servers read."""
    for form in _HTTP_DATES:
        try:
            return read(text, form)
        except Unmet:
            continue
    raise Unmet(f'"{text[:80]}" is not a date as headers have it')


def write(moment: datetime, form: str) -> str:
    """Return a date as text, in UTC."""
    written = _written(moment.astimezone(UTC))
    return _SPEC.sub(lambda spec: written[spec[1]], _spelled_out(form))


def examine(form: str) -> None:
    """Raise a WorkbenchError if a format has a letter that means nothing."""
    _spelled_out(form)


def _spelled_out(form: str) -> str:
    """Return a format without shorthands, or raise a WorkbenchError for what is none."""
    if len(form) > 200:
        raise WorkbenchError(Problem("a date format has at most 200 characters"))
    spelled = re.sub(r"%([FTDRh])", lambda short: _SHORTHANDS[short[1]], form)
    known = {spec.start() for spec in _SPEC.finditer(spelled) if spec[1] in _LETTERS}
    for spec in re.finditer(r"%(?:%|.?[369]?.?)", spelled, re.DOTALL):
        if spec.start() not in known:
            hint = "for example %Y-%m-%dT%H:%M:%S%z, or %+ for a date of RFC 3339"
            what = f'"{spec[0][:2]}" means nothing in the date format "{form}"'
            raise WorkbenchError(Problem(what, hint=hint))
    return spelled


def _written(at: datetime) -> dict[str, str]:
    """Return what each letter stands for at a moment in UTC."""
    day, month, micro = _DAYS[at.weekday()], _MONTHS[at.month - 1], at.microsecond
    fractions = {"3f": f"{micro // 1000:03}", "6f": f"{micro:06}", "9f": f"{micro * 1000:09}"}
    return {
        "Y": f"{at.year:04}",
        "m": f"{at.month:02}",
        "d": f"{at.day:02}",
        "e": f"{at.day:2}",
        "y": f"{at.year % 100:02}",
        "H": f"{at.hour:02}",
        "I": f"{(at.hour + 11) % 12 + 1:02}",
        "M": f"{at.minute:02}",
        "S": f"{at.second:02}",
        "j": f"{at.timetuple().tm_yday:03}",
        "p": "AM" if at.hour < 12 else "PM",
        "a": day[:3],
        "A": day,
        "b": month[:3],
        "B": month,
        "f": fractions["9f"],
        ".f": f".{micro:06}".rstrip("0").rstrip("."),
        **fractions,
        **{f".{name}": f".{digits}" for name, digits in fractions.items()},
        "s": str(int(at.timestamp())),
        "z": "+0000",
        ":z": "+00:00",
        "Z": "UTC",
        "+": at.isoformat(),
        "%": "%",
    }


def _pattern(spelled: str) -> str:
    """Return a regular expression that reads a date of this format."""
    pieces, at = [], 0
    for number, spec in enumerate(_SPEC.finditer(spelled)):
        pieces.append(re.escape(spelled[at : spec.start()]))
        pieces.append(_reading(spec[1], number))
        at = spec.end()
    return "".join(pieces) + re.escape(spelled[at:])


def _reading(letter: str, number: int) -> str:
    if letter == "%":
        return "%"
    name = letter.replace(":", "").replace(".", "") if letter.endswith("z") else letter
    if letter.endswith("f"):
        name = "f"
    pattern = _READ.get(letter) or (rf"\.\d{{{letter[1]}}}" if "." in letter else r"\d{3,9}")
    if letter == "+":
        raise WorkbenchError(Problem('"%+" in a date format stands alone'))
    return f"(?P<{name}_{number}>{pattern})"


def _date(groups: dict[str, str]) -> datetime:
    """Return the date that the parts of a text make."""
    part = {name.split("_")[0]: value for name, value in groups.items()}
    if "s" in part:
        return datetime.fromtimestamp(int(part["s"]), UTC)
    year = int(part.get("Y") or _century(int(part.get("y", "70"))))
    if "j" in part:
        day = datetime(year, 1, 1, tzinfo=UTC) + timedelta(days=int(part["j"]) - 1)
    else:
        number = int(part.get("d") or part.get("e") or "1")
        day = datetime(year, _month(part), number, tzinfo=UTC)
    micro = (part.get("f") or "0").lstrip(".").ljust(6, "0")[:6]
    moment = day.replace(
        hour=_hour(part),
        minute=int(part.get("M", "0")),
        second=min(int(part.get("S", "0")), 59),  # a leap second
        microsecond=int(micro),
        tzinfo=_zone(part.get("z", "Z")),
    )
    return moment.astimezone(UTC)


def _century(short: int) -> int:
    return short + (1900 if short >= 70 else 2000)


def _month(part: dict[str, str]) -> int:
    if "m" in part:
        return int(part["m"])
    named = part.get("B") or part.get("b")
    return 1 if named is None else [month[:3] for month in _MONTHS].index(named[:3]) + 1


def _hour(part: dict[str, str]) -> int:
    if "I" not in part:
        return int(part.get("H", "0"))
    return int(part["I"]) % 12 + (12 if part.get("p", "").lower() == "pm" else 0)


def _zone(text: str) -> timezone:
    if text == "Z":
        return UTC
    offset = timedelta(hours=int(text[1:3]), minutes=int(text[-2:]))
    return timezone(-offset if text[0] == "-" else offset)
