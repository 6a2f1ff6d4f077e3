"""Which sends to look for: as words that people type, and as conditions of SQL. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from workbench.errors import Problem, WorkbenchError, did_you_mean

SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 7 * 86_400}
KEYS = ("status", "method", "env", "request", "since", "before", "is")
FIELDS = ("name", "url", "request")  # where words are looked for
Parameter = str | int | float


@dataclass(frozen=True, slots=True)
class Filter:
    """What an entry has to be like. Every word has to be in its name, URL or request's id.

    `statuses` are ranges of which one has to hold the status, both ends included; times are
    seconds since the epoch. Only methods are told apart by case.
    """

    words: tuple[str, ...] = ()
    methods: tuple[str, ...] = ()
    statuses: tuple[tuple[int, int], ...] = ()
    environments: tuple[str, ...] = ()
    request: str | None = None
    since: float | None = None
    before: float | None = None
    failed: bool = False

    def conditions(self) -> tuple[str, list[Parameter]]:
        """Return a condition of SQL and its parameters.

        It may use the function `folded`, which takes the case away from a text.
        """
        parts, parameters = ["1"], list[Parameter]()
        for condition, given in self._parts():
            parts.append(condition)
            parameters += given
        return " AND ".join(parts), parameters

    def _parts(self) -> Iterator[tuple[str, list[Parameter]]]:
        for word in self.words:
            if not word.isascii():  # LIKE folds the letters of ASCII only
                parts = " OR ".join(f"instr(folded({field}), ?)" for field in FIELDS)
                yield f"({parts})", [word.casefold()] * len(FIELDS)
                continue
            escaped = re.sub(r"([%_\\])", r"\\\1", word)
            likes = " OR ".join(rf"{field} LIKE ? ESCAPE '\'" for field in FIELDS)
            yield f"({likes})", [f"%{escaped}%"] * len(FIELDS)
        if self.methods:
            yield f"method IN ({_marks(self.methods)})", [*self.methods]
        if self.statuses:
            ranges = " OR ".join("status BETWEEN ? AND ?" for _ in self.statuses)
            yield f"({ranges})", [limit for limits in self.statuses for limit in limits]
        if self.environments:
            yield (
                f"environment COLLATE NOCASE IN ({_marks(self.environments)})",
                [*self.environments],
            )
        if self.request is not None:
            yield "request = ? COLLATE NOCASE", [self.request]
        if self.since is not None:
            yield "started >= ?", [self.since]
        if self.before is not None:
            yield "started < ?", [self.before]
        if self.failed:
            yield "(failure <> '' OR failed > 0 OR status >= 400)", []


def parse_filter(text: str, now: float) -> Filter:
    """Return the filter that words like `users status:4xx env:local since:1d` describe.

    `now` is what `since` and `before` count from, in seconds since the epoch. Raises
    WorkbenchError for a key or a value that means nothing.
    """
    found = Filter()
    for word in text.split():
        key, colon, value = word.partition(":")
        if not colon or not key.isalpha() or value.startswith("//"):
            found = replace(found, words=(*found.words, word))
        elif value:  # one that is being typed has none yet
            found = _with(found, key.lower(), value, now)
    return found


def _with(found: Filter, key: str, value: str, now: float) -> Filter:
    match key:
        case "status":
            return replace(found, statuses=(*found.statuses, *map(_range, value.split(","))))
        case "method":
            methods = (name.upper() for name in value.split(",") if name)
            return replace(found, methods=(*found.methods, *methods))
        case "env":
            named = (name for name in value.split(",") if name)
            return replace(found, environments=(*found.environments, *named))
        case "request":
            return replace(found, request=value)
        case "since":
            return replace(found, since=now - _span(value))
        case "before":
            return replace(found, before=now - _span(value))
        case "is":
            if value != "failed":
                raise WorkbenchError(Problem(f'nothing "is:{value}"', hint="is:failed"))
            return replace(found, failed=True)
    hint = did_you_mean(key, KEYS, f"one of {', '.join(KEYS)}")
    raise WorkbenchError(Problem(f'nothing to filter by "{key}"', hint=hint))


def _range(text: str) -> tuple[int, int]:
    if found := re.fullmatch(r"([1-5])(?:xx)?", text, re.IGNORECASE):
        first = int(found[1]) * 100
        return first, first + 99
    if re.fullmatch(r"[1-9][0-9]{2}", text):
        return int(text), int(text)
    raise WorkbenchError(Problem(f'"{text}" is no status', hint="such as 404, 4xx or 200,3xx"))


def _span(text: str) -> float:
    if found := re.fullmatch(r"([0-9]{1,6})([smhdw])", text):
        return float(int(found[1]) * SECONDS[found[2]])
    raise WorkbenchError(Problem(f'"{text}" is no time', hint="such as 30m, 2h, 1d or 1w"))


def _marks(values: tuple[str, ...]) -> str:
    return ", ".join("?" for _ in values)
