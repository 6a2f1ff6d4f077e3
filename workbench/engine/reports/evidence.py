"""Say in lines of text what came of a request: what every report shows of a failure."""

from collections.abc import Iterator, Mapping

from workbench.bodies.safe import safe_line, safe_text
from workbench.engine.redact import redactor_of
from workbench.model import Exchange, Outcome, State, Verdict
from workbench.stats import duration, size

GLYPHS: Mapping[State, str] = {"passed": "✓", "failed": "✗", "unanswered": "⚠", "skipped": "–"}

# How much of a body a report shows, in bytes.
EXCERPT = 16 * 1024
SHORT = 60  # of what was there, in a headline, in characters


def headline(outcome: Outcome) -> str:
    """Return in one line what was wrong, or an empty text."""
    if outcome.problems:
        return safe_line(outcome.problems[0].what)
    if outcome.exchange is None:
        return ""
    if outcome.exchange.failure is not None:
        return safe_line(outcome.exchange.failure.problem.what)
    wrong = [_in_one_line(verdict) for verdict in outcome.verdicts if not verdict.passed]
    wrong += [f"capture {found.name}" for found in outcome.captured if found.problem]
    more = f" (and {len(wrong) - 1} more)" if len(wrong) > 1 else ""
    return safe_line(f"{wrong[0]}{more}") if wrong else ""


def evidence(outcome: Outcome) -> Iterator[str]:
    """Yield the lines that tell a failure whole: what was expected, and what was there."""
    for problem in outcome.problems:
        yield from _problem(str(problem))
    exchange = outcome.exchange
    if exchange is not None and exchange.failure is not None:
        yield from _problem(str(exchange.failure.problem))
        if exchange.last is None:
            return  # checks and captures had nothing to look at
    for verdict in outcome.verdicts:
        if not verdict.passed:
            yield from verdict_lines(verdict)
    for found in outcome.captured:
        if found.problem:
            yield safe_line(f"✗ capture {found.name}: {found.query}")
            yield safe_line(f"  {found.problem}")


def verdict_lines(verdict: Verdict) -> Iterator[str]:
    """Yield a verdict with its evidence, if it has any."""
    yield safe_line(f"{'✓' if verdict.passed else '✗'} {verdict.check}")
    for name, value in (
        ("where", verdict.where),
        ("expected", verdict.expected),
        ("actual", verdict.actual),
    ):
        if value:
            yield safe_line(f"  {name:<9} {value}")
    for line in verdict.details:
        yield safe_line(f"  {line}")


def summary_of(exchange: Exchange) -> str:
    """Return in one line what was asked and what came back."""
    asked = f"{exchange.method} {exchange.url}"
    if exchange.last is None:
        return safe_line(f"{asked} → no response")
    status = f"{exchange.last.status} {exchange.last.reason}".rstrip()
    took = f"{duration(exchange.elapsed)}, {size(exchange.size)}"
    return safe_line(f"{asked} → {status} ({took})")


def excerpt(exchange: Exchange) -> str:
    """Return the first 16 KiB of the body as text, and a line that says if there is more.

    What is secret in it is masked.
    """
    if exchange.body is None or not exchange.size:
        return ""
    octets = redactor_of(exchange.secrets).beginning(exchange.body.read, EXCERPT)
    text = safe_text(octets.decode(errors="replace"))
    return f"{text}\n… {size(exchange.size)} in all" if exchange.size > EXCERPT else text


def _in_one_line(verdict: Verdict) -> str:
    told = verdict.actual and len(verdict.actual) <= SHORT
    return f"{verdict.check}: actual {verdict.actual}" if told else verdict.check


def _problem(text: str) -> Iterator[str]:
    first, *rest = text.split("\n")
    yield safe_line(f"✗ {first}")
    yield from (safe_line(f"  {line}") for line in rest)
