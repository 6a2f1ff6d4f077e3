"""The bindings of a widget, made from the table of widget commands."""

from textual.binding import Binding, BindingType

from workbench.tui.widget_commands import SCOPES


def bindings(scope: str) -> list[BindingType]:
    """Return the bindings of one scope; their ids let the user's keymap change them."""
    return [
        Binding(command.keys, command.action, command.help, id=command.id, show=False)
        for command in SCOPES[scope]
    ]
