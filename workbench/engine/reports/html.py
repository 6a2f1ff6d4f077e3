"""A report as one HTML file to look at: no network, filters, and the evidence of failures open."""

from base64 import b64encode
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from html import escape

from workbench.bodies.log_orders import defused, in_markup
from workbench.bodies.safe import safe_line, safe_text
from workbench.model import Exchange, HeaderList, Outcome, RunReport, Verdict, text_of
from workbench.stats import duration, size

from .evidence import GLYPHS, excerpt, headline
from .page import SCRIPT, STYLE


def html(report: RunReport) -> str:
    """Return the page. Nothing in it but our own script runs, and nothing is loaded."""
    policy = (
        f"default-src 'none'; style-src 'unsafe-inline'; script-src {_source(SCRIPT)}; "
        "base-uri 'none'; form-action 'none'"
    )
    lines = [
        "<!doctype html>",
        '<html lang="en"><head><meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{_line(report.collection)}: {_verdict_word(report)}</title>",
        f"<style>{STYLE}</style></head><body>",
        *_head(report),
        "<main>",
        *(line for outcome in report.outcomes for line in _request(outcome)),
        '<p class="nothing" hidden>No request fits the filter.</p>',
        "</main>",
        f"<script>{SCRIPT}</script></body></html>",
        "",
    ]
    return defused("\n".join(lines), in_markup)


def _source(script: str) -> str:
    return f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'"


def _verdict_word(report: RunReport) -> str:
    counts = report.counts()
    wrong = counts["failed"] + counts["unanswered"]
    return f"{wrong} of {len(report.outcomes)} wrong" if wrong else "passed"


def _head(report: RunReport) -> Iterator[str]:
    begun = datetime.fromtimestamp(report.started, UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
    facts = [begun, duration(report.seconds), f"{report.checks} checks"]
    if report.environment:
        facts.insert(0, f"environment {report.environment}")
    if report.cancelled:
        facts.append("stopped early")
    yield f"<header><h1>{_line(report.collection)}</h1>"
    yield f'<p class="facts">{_line(" · ".join(facts))}</p>'
    counts = {state: count for state, count in report.counts().items() if count}
    bars = (f'<span class="{s}" style="--n: {count}"></span>' for s, count in counts.items())
    yield f'<div class="bar" aria-hidden="true">{"".join(bars)}</div></header>'
    yield '<nav class="filters" hidden>'
    yield f'<button data-state="">all {len(report.outcomes)}</button>'
    for state, count in counts.items():
        yield f'<button data-state="{state}">{GLYPHS[state]} {state} {count}</button>'
    yield '<input type="search" placeholder="find" aria-label="find in names, URLs, evidence">'
    yield "</nav>"


def _request(outcome: Outcome) -> Iterator[str]:
    state, exchange = outcome.state, outcome.exchange
    wrong = state in ("failed", "unanswered")
    asked = "" if exchange is None else f"{exchange.method} {exchange.url}"
    status = "" if exchange is None or exchange.status is None else str(exchange.status)
    searched = " ".join((outcome.label, outcome.id, asked, status, headline(outcome))).lower()
    yield (
        f'<details class="request {state}" data-state="{state}" '
        f'data-text="{_line(searched)}"{" open" if wrong else ""}>'
    )
    yield f'<summary><span class="state">{GLYPHS[state]} {state}</span>'
    yield f'<span class="name">{_line(outcome.label)}</span>'
    yield f'<span class="number">{status}</span>'
    yield f'<span class="number">{duration(outcome.seconds) if exchange else ""}</span>'
    yield f'<span class="what">{_line(asked)}</span></summary><div class="inside">'
    for problem in _problems(outcome):
        yield f"<pre>{_text(problem)}</pre>"
    if outcome.row:
        yield from _pairs("Row of data", tuple(outcome.row.items()))
    if outcome.verdicts:
        yield "<h2>Checks</h2>"
        for verdict in outcome.verdicts:
            yield from _verdict(verdict)
    if outcome.captured:
        shown = tuple((c.name, c.problem or text_of(c.value)) for c in outcome.captured)
        yield from _pairs("Captures", shown)
    if exchange is not None:
        yield from _exchange(exchange, body=wrong)
    yield "</div></details>"


def _problems(outcome: Outcome) -> Iterator[str]:
    yield from map(str, outcome.problems)
    if outcome.exchange is not None and outcome.exchange.failure is not None:
        yield str(outcome.exchange.failure.problem)


def _verdict(verdict: Verdict) -> Iterator[str]:
    kind = "passed" if verdict.passed else "failed"
    mark = GLYPHS["passed" if verdict.passed else "failed"]
    yield f'<div class="verdict {kind}"><span class="mark">{mark}</span>'
    yield f"<code>{_line(verdict.check)}</code></div>"
    if verdict.passed:
        return
    named = (
        ("where", verdict.where),
        ("expected", verdict.expected),
        ("actual", verdict.actual),
    )
    yield from _pairs("", tuple((name, value) for name, value in named if value))
    if verdict.details:
        yield f"<pre>{_text(chr(10).join(verdict.details))}</pre>"


def _exchange(exchange: Exchange, *, body: bool) -> Iterator[str]:
    for hop in exchange.hops:
        reused = " (kept connection)" if hop.timings.reused else ""
        parts = " · ".join(f"{name} {duration(s)}" for name, s in hop.timings.parts())
        title = f"{hop.method} {hop.url} → {hop.status} {hop.reason} · {hop.http_version}{reused}"
        yield f"<h2>Exchange</h2><pre>{_text(title)}\n{_text(parts)}</pre>"
        yield from _pairs("Request headers", hop.request_headers)
        yield from _pairs("Response headers", hop.headers)
    text = excerpt(exchange) if body else ""
    if text:
        yield f"<h2>Body, {size(exchange.size)}</h2><pre>{escape(text)}</pre>"


def _pairs(title: str, pairs: HeaderList) -> Iterator[str]:
    if not pairs:
        return
    if title:
        yield f"<h2>{title}</h2>"
    yield "<table>"
    for name, value in pairs:
        yield f"<tr><td>{_line(name)}</td><td>{_line(value)}</td></tr>"
    yield "</table>"


def _line(text: str) -> str:
    return escape(safe_line(text))


def _text(text: str) -> str:
    return escape(safe_text(text))
