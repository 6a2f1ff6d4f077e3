"""What a run prints when it is over."""

from collections.abc import Iterator

from workbench.bodies.safe import safe_line
from workbench.engine.reports.evidence import GLYPHS, evidence
from workbench.model import Outcome, Report, RunReport
from workbench.stats import Summary, duration


def summary_lines(report: Report, summary: Summary) -> list[str]:
    """Return the lines that sum a run up; the first one is empty.

    Latencies are those of complete responses, right to within 1 %.
    """
    responses = summary.done - summary.by_status["failed"]
    rate = responses / report.seconds if report.seconds else 0.0
    count = f"{responses} of {report.total} responses in {duration(report.seconds)}"
    early = " (stopped early)" if report.cancelled else ""
    lines = ["", f"{count}, {rate:.1f} per second{early}"]
    kinds = [f"{kind} {number}" for kind, number in summary.by_status.items() if number]
    if kinds:
        lines.append(f"  {'   '.join(kinds)}")
    if responses:
        quantiles = {"p50": summary.p50, "p95": summary.p95, "p99": summary.p99}
        named = [f"{name} {duration(seconds)}" for name, seconds in quantiles.items()]
        slowest = f"slowest {duration(summary.latencies.maximum)}"
        lines.append(f"  {'   '.join([*named, slowest])}")
    return lines


def outcome_lines(outcome: Outcome) -> Iterator[str]:
    """Yield the line that says how a request went, and what was wrong below it."""
    exchange = outcome.exchange
    line = f"{GLYPHS[outcome.state]} {_numbers(outcome)}  {outcome.label}"
    if exchange is not None:
        line += f"  {exchange.method} {exchange.url}"
    if outcome.attempts > 1:
        line += f"  ({outcome.attempts} attempts)"
    yield safe_line(line)
    yield from (f"    {line}" for line in evidence(outcome))


def report_lines(report: RunReport) -> Iterator[str]:
    """Yield the lines that sum a run with checks up; the first one is empty."""
    yield ""
    total = len(report.outcomes)
    counts = [f"{count} {state}" for state, count in report.counts().items() if count]
    early = "  (stopped early)" if report.cancelled else ""
    requests = f"{total} request{'s' * (total != 1)}: {', '.join(counts)}"
    checks = f"{report.checks} check{'s' * (report.checks != 1)}"
    yield f"{requests}  {checks}  {duration(report.seconds)}{early}"


def _numbers(outcome: Outcome) -> str:
    exchange = outcome.exchange
    if exchange is None:
        return f"{'---':<3}  {'':>8}"
    return f"{exchange.status or '---':<3}  {duration(exchange.elapsed):>8}"
