"""An app that shows widgets with our colours, for tests of widgets."""

from textual.app import App, ComposeResult
from textual.widget import Widget

from workbench.tui.theme import variable_defaults
from workbench.tui.widgets.safe import install_safe_text


class Showing(App[None]):
    """Shows some widgets, one below the other."""

    def __init__(self, *widgets: Widget) -> None:
        super().__init__()
        install_safe_text(self)
        self.widgets = widgets

    def compose(self) -> ComposeResult:
        yield from self.widgets

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return variable_defaults(self.current_theme.to_color_system().generate())


def screen_text(app: App[None] | App[str]) -> str:
    """Return what is on an app's screen, line by line."""
    strips = app.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in strips)
