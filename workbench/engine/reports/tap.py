"""The Test Anything Protocol, version 14: a line for each request, evidence as YAML below it."""

import json

from workbench.bodies.log_orders import defused, in_json
from workbench.bodies.safe import safe_line
from workbench.model import Outcome, RunReport

from .evidence import evidence, headline


def tap(report: RunReport) -> str:
    """Return a report as TAP."""
    lines = ["TAP version 14", f"1..{len(report.outcomes)}"]
    for number, outcome in enumerate(report.outcomes, 1):
        lines += _point(number, outcome)
    if report.cancelled:
        lines.append("Bail out! the run was stopped")
    return defused("\n".join(lines), in_json) + "\n"


def _point(number: int, outcome: Outcome) -> list[str]:
    good = outcome.state in ("passed", "skipped")
    # A "#" in a description would begin a directive.
    label = safe_line(outcome.label).replace("\\", "\\\\").replace("#", "\\#")
    skip = " # SKIP the run ended before" if outcome.state == "skipped" else ""
    lines = [f"{'ok' if good else 'not ok'} {number} - {label}{skip}"]
    if good:
        return lines
    # JSON's strings are YAML's as well.
    lines += ["  ---", f"  message: {json.dumps(headline(outcome), ensure_ascii=False)}"]
    lines.append(f"  duration_ms: {outcome.seconds * 1000:.1f}")
    found = list(evidence(outcome))
    lines += ["  evidence:", *(f"    - {json.dumps(line, ensure_ascii=False)}" for line in found)]
    return [*lines, "  ..."]
