"""What a run prints when it is over."""

from collections import Counter

from workbench.model import Report

from .output import seconds

QUANTILES = (0.5, 0.95, 0.99)


def summary_lines(report: Report) -> list[str]:
    """Return the lines that sum a run up; the first one is empty.

    Latencies are those of the complete responses, exact and not estimated.
    """
    complete = sorted(row.elapsed for row in report.rows if not row.failure)
    rate = len(complete) / report.seconds if report.seconds else 0.0
    count = f"{len(complete)} of {report.total} responses in {seconds(report.seconds)}"
    early = " (stopped early)" if report.cancelled else ""
    lines = ["", f"{count}, {rate:.1f} per second{early}"]
    kinds = Counter(
        f"{row.status // 100}xx" if row.status and not row.failure else "no response"
        for row in report.rows
    )
    if kinds:
        lines.append("  " + "   ".join(f"{kind} {kinds[kind]}" for kind in sorted(kinds)))
    if complete:
        named = [f"p{round(q * 100)} {seconds(_quantile(complete, q))}" for q in QUANTILES]
        lines.append("  " + "   ".join([*named, f"slowest {seconds(complete[-1])}"]))
    return lines


def _quantile(ordered: list[float], share: float) -> float:
    """Return the least value that this share of all does not exceed (nearest rank)."""
    rank = -int(-share * len(ordered) // 1)
    return ordered[max(rank, 1) - 1]
