"""What protected environments look like, and the question before they are changed."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from textual.color import Color, ColorParseError
from textual.screen import Screen

from workbench.model import Environment

from .dialogs import Confirm

if TYPE_CHECKING:
    from workbench.engine.order import Order
    from workbench.model import Resolved

MOST_NAMED = 6
NO_COLOR = "red"


def about_to_change(order: "Order", changes: Sequence["Resolved"]) -> Confirm:
    """Return the question before requests with unsafe methods are sent."""
    named = [_line(change) for change in changes[:MOST_NAMED]]
    if len(changes) > MOST_NAMED:
        named.append(f"and {len(changes) - MOST_NAMED} more")
    text = "\n".join(["This environment is protected. Send it all the same?", "", *named])
    return Confirm(f"{order.environment} is protected", text, "Send (y)", careful=True)


def frame(screen: Screen[Any], environment: Environment | None) -> None:
    """Frame a screen in a protected environment's colour; take the frame of any other away."""
    if environment is None or not environment.protected:
        screen.styles.border_left = screen.styles.border_right = None
        return
    color = environment_color(environment)
    screen.styles.border_left = screen.styles.border_right = ("outer", color)


def environment_color(environment: Environment) -> Color:
    """Return an environment's own colour, red if it has none that can be read."""
    try:
        return Color.parse(environment.color or NO_COLOR)
    except ColorParseError:
        return Color.parse(NO_COLOR)


def _line(change: "Resolved") -> str:
    from workbench.engine.redact import redactor_of  # the frame is drawn without

    return f"{change.method} {redactor_of(change.secrets).text(change.url)}"
