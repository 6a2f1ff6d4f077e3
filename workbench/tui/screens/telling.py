"""Short messages in the corner, whose words may come from anywhere."""

from typing import Any

from textual.app import App
from textual.notifications import SeverityLevel

from workbench.bodies.safe import safe_text
from workbench.errors import WorkbenchError

SECONDS = 6.0


def tell(
    app: App[Any], what: str, hint: str = "", *, severity: SeverityLevel = "information"
) -> None:
    """Show a message with a hint below."""
    text = f"{what}\n{hint}" if hint else what
    app.notify(safe_text(text), severity=severity, markup=False, timeout=SECONDS)


def complain(app: App[Any], error: WorkbenchError) -> None:
    """Show each Problem of an error."""
    for problem in error.problems:
        place = f"{problem.where}: " if problem.where else ""
        tell(app, f"{place}{problem.what}", problem.hint, severity="error")
