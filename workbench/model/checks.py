"""What a request expects of its response, what it takes from it, and what came of that."""

from dataclasses import dataclass

from .value import Value


@dataclass(frozen=True, slots=True)
class Check:
    """One expectation in the language of checks, such as `status == 201`."""

    text: str
    enabled: bool = True
    description: str = ""


@dataclass(frozen=True, slots=True)
class CheckRetry:
    """Send again, up to `times` more, every `interval` seconds, until the checks pass."""

    times: int = 0
    interval: float = 1.0


@dataclass(frozen=True, slots=True)
class Checks:
    """The `[checks]` of a request."""

    expect: tuple[Check, ...] = ()
    retry: CheckRetry = CheckRetry()


@dataclass(frozen=True, slots=True)
class Baseline:
    """The `[baseline]` of a request: its response must be as the stored one.

    `file` is a name beside the request's file, by default `NAME.baseline.toml`. `ignore`
    holds JSONPath queries for what may differ; `headers` names the headers that count.
    """

    file: str = ""
    ignore: tuple[str, ...] = ()
    headers: tuple[str, ...] = ()
    unordered: tuple[str, ...] = ()
    tolerance: float = 0.0


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether one check passed, with the evidence: what was expected, what was there, where.

    `where` is a place in the response, such as `body:3:14` or `$.items[2].id`; `details`
    holds the lines of a diff. `broken` tells a check that could not be judged at all.
    """

    check: str
    passed: bool
    expected: str = ""
    actual: str = ""
    where: str = ""
    details: tuple[str, ...] = ()
    broken: bool = False


@dataclass(frozen=True, slots=True)
class Captured:
    """A value taken from a response for later requests; `problem` says why there is none."""

    name: str
    query: str
    value: Value = None
    secret: bool = False
    problem: str = ""
