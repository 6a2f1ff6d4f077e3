"""The bindings of a widget, made from the table of widget commands."""

from textual.binding import Binding, BindingType

from workbench.tui.key_names import spelled
from workbench.tui.widget_commands import SCOPES


def bindings(scope: str, *, priority: bool = False) -> list[BindingType]:
    """Return the bindings of one scope; their ids let the user's keymap change them.

    With `priority` they come before those of what has the focus.
    """
    return [
        Binding(
            spelled(command.keys.split(",")),
            command.action,
            command.help,
            id=command.id,
            show=False,
            priority=priority,
        )
        for command in SCOPES[scope]
    ]
