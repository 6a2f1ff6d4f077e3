"""Verdicts, captures and attempts as lines. No widgets here."""

from collections.abc import Iterator
from typing import NamedTuple

from textual.content import Content

from workbench.model import Captured, Exchange, Verdict, text_of
from workbench.tui.widgets.safe import content, line_content

OPEN_DETAILS = 6  # so many lines of a difference are shown without being asked for
FAINT = "$muted"
NOTE = "$muted italic"


class CheckLine(NamedTuple):
    """A line of the Checks tab; `verdict` is the number of the one that it belongs to."""

    text: Content
    verdict: int | None = None


def failure_words(exchange: Exchange) -> str:
    """Return in words how many checks did not pass and captures found nothing."""
    failed = sum(not verdict.passed for verdict in exchange.verdicts)
    missing = exchange.wrong - failed
    told = []
    if failed:
        told.append("1 check failed" if failed == 1 else f"{failed} checks failed")
    if missing:
        told.append("1 capture missing" if missing == 1 else f"{missing} captures missing")
    return ", ".join(told)


def check_lines(exchange: Exchange, turned: frozenset[int], how: str = "") -> list[CheckLine]:
    """Return what came of the checks, those that failed first, and what was captured.

    `turned` are the verdicts whose details the user folded or unfolded, `how` says how a
    request comes by checks.
    """
    if not exchange.verdicts and not exchange.captured:
        return [CheckLine(line) for line in _nothing(exchange, how)]
    lines = [CheckLine(_summary(exchange))]
    numbered = sorted(enumerate(exchange.verdicts), key=lambda pair: pair[1].passed)
    for number, verdict in numbered:
        is_open = (len(verdict.details) <= OPEN_DETAILS) != (number in turned)
        lines += [CheckLine(text, number) for text in _verdict(verdict, is_open)]
    if exchange.captured:
        lines += [CheckLine(Content("")), CheckLine(Content.styled("Captured", "$accent bold"))]
        lines += [CheckLine(line) for line in _captures(exchange.captured)]
    return lines


def _nothing(exchange: Exchange, how: str) -> Iterator[Content]:
    if exchange.phase != "done":
        yield content("the response is judged when it is complete", NOTE)
    else:
        yield content("this request checks and captures nothing", NOTE)
        if how:
            yield content(how, NOTE)


def _summary(exchange: Exchange) -> Content:
    total = len(exchange.verdicts)
    failed = sum(not verdict.passed for verdict in exchange.verdicts)
    if not total:
        line = Content.styled("no checks", NOTE)
    elif failed:
        line = Content.styled(f"✗ {failed} of {total} checks failed", "$error bold")
    else:
        passed = "1 check passed" if total == 1 else f"all {total} checks passed"
        line = Content.styled(f"✓ {passed}", "$success bold")
    if exchange.attempts > 1:
        line += Content.styled(f"  at attempt {exchange.attempts}", FAINT)
    return line


def _verdict(verdict: Verdict, is_open: bool) -> Iterator[Content]:
    glyph, word, color = (
        ("✓", "passed", "$success")
        if verdict.passed
        else ("!", "broken", "$warning")
        if verdict.broken
        else ("✗", "failed", "$error")
    )
    yield Content.styled(f"{glyph} {word}  ", f"{color} bold") + line_content(verdict.check)
    if verdict.passed:
        return
    evidence = (
        ("expected", verdict.expected),
        ("actual", verdict.actual),
        ("where", verdict.where),
    )
    for name, value in evidence:
        if value:
            yield Content.styled(f"    {name:<9} ", FAINT) + line_content(value)
    count = len(verdict.details)
    if not count:
        return
    lines = "1 line" if count == 1 else f"{count} lines"
    fold = f"▾ {lines} of difference" if is_open else f"▸ {lines} of difference: enter shows them"
    yield Content.styled(f"    {fold}", "$accent")
    if is_open:
        for detail in verdict.details:
            yield Content("      ") + line_content(detail, _detail_style(detail))


def _detail_style(detail: str) -> str:
    return {"+": "$success", "-": "$error", "~": "$warning", ">": "$secondary"}.get(detail[:1], "")


def _captures(captured: tuple[Captured, ...]) -> Iterator[Content]:
    width = min(20, max(len(found.name) for found in captured))
    for found in captured:
        name = line_content(f"{found.name:<{width}}", "$json-key")
        query = line_content(f"  {found.query}", FAINT)
        if found.problem:
            problem = line_content(found.problem, "$error")
            yield Content.styled("✗ missing ", "$error bold") + name + "  " + problem + query
        else:
            value = line_content(text_of(found.value))
            secret = Content.styled("  (secret)", FAINT) if found.secret else Content("")
            yield (
                Content.styled("✓ taken   ", "$success bold")
                + name
                + " = "
                + value
                + secret
                + query
            )
