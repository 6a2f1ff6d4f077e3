"""What came of judging a response, and whether there is anything to judge.

Apart from judging itself, which loads the languages of checks.
"""

from dataclasses import dataclass

from workbench.model import Captured, RequestSpec, Verdict


@dataclass(frozen=True, slots=True)
class Judgement:
    """What came of a response: verdicts, and values for later requests with their names."""

    verdicts: tuple[Verdict, ...] = ()
    captured: tuple[Captured, ...] = ()


def is_judged(spec: RequestSpec) -> bool:
    """Tell whether a request has anything to say about its response."""
    return bool(
        any(check.enabled for check in spec.checks.expect)
        or any(row.enabled for row in spec.captures)
        or spec.baseline is not None
    )


def asks_for_raw(spec: RequestSpec) -> bool:
    """Tell whether a check or a capture looks at the body before its codings are undone."""
    checks = (check.text for check in spec.checks.expect if check.enabled)
    captures = (row.value for row in spec.captures if row.enabled)
    return any("rawbytes" in text for text in (*checks, *captures))
