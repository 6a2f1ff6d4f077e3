"""Short messages in the corner, whose words may come from anywhere."""

from typing import Any

from textual.app import App
from textual.notifications import SeverityLevel

from workbench.bodies.safe import safe_text
from workbench.errors import WorkbenchError

SECONDS = 6.0
MOST = 5  # Problems of one error; more than there is room for are worth no frame


def tell(
    app: App[Any], what: str, hint: str = "", *, severity: SeverityLevel = "information"
) -> None:
    """Show a message with a hint below."""
    text = f"{what}\n{hint}" if hint else what
    app.notify(safe_text(text), severity=severity, markup=False, timeout=SECONDS)


def complain(app: App[Any], error: WorkbenchError) -> None:
    """Show each Problem of an error, or the first few of many."""
    problems = [*dict.fromkeys(error.problems)]
    for problem in problems[:MOST]:
        place = f"{problem.where}: " if problem.where else ""
        tell(app, f"{place}{problem.what}", problem.hint, severity="error")
    if len(problems) > MOST:
        tell(app, f"and {len(problems) - MOST:,} more like these", severity="error")
