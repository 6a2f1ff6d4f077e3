"""What a run prints when it is over."""

from workbench.model import Report
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
