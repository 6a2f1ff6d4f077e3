"""The info tab: name, description, and how long to wait."""

from dataclasses import dataclass, replace

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.message import Message
from textual.widgets import Input, Static, TextArea

from workbench.model import RequestSpec
from workbench.tui.widgets.field import Field
from workbench.tui.widgets.tab_bar import TabBar

FOLLOW: dict[str, bool | None] = {"inherit": None, "follow": True, "stop": False}


def seconds(text: str) -> float | None:
    """Read a number of seconds; anything that is not a positive number is no limit."""
    try:
        value = float(text)
    except ValueError:
        return None
    return value if 0 < value < float("inf") else None


class AboutTab(VerticalScroll, can_focus=False):
    """Edits a request's name, description and sending options."""

    DEFAULT_CSS = """
    AboutTab {
        height: 1fr;
        & > Horizontal { height: 1; margin: 0 1; }
        & > Horizontal > Static { width: 17; color: $foreground 70%; }
        & > TextArea, & > TextArea:focus {
            border: none; height: 1fr; min-height: 3;
            margin: 0 1; padding: 0 1; background: $surface;
        }
        & > #about-label { margin: 0 1; color: $foreground 70%; }
    }
    """

    @dataclass
    class Changed(Message):
        """The user changed something; `spec` differs in these fields only."""

        spec: RequestSpec

    def __init__(self) -> None:
        super().__init__(id="about")
        self._spec = RequestSpec()

    def compose(self) -> ComposeResult:
        """The fields, one below the other."""
        yield Field("Name", "name", hint="what the tree shows")
        yield Field("Timeout (s)", "timeout", hint="for the whole exchange; empty: no limit")
        with Horizontal():
            yield Static("Redirects", markup=False)
            yield TabBar(tuple(FOLLOW), id="follow")
        yield Static("Description (Markdown)", id="about-label", markup=False)
        yield TextArea(soft_wrap=True, tab_behavior="focus", id="description")

    def show(self, spec: RequestSpec) -> None:
        """Show a request's fields without telling anybody."""
        self._spec = spec
        fields = {field.query_one(Input).id: field for field in self.query(Field)}
        fields["name"].show(spec.name)
        timeout = spec.options.timeout
        if seconds(fields["timeout"].value) != timeout:
            fields["timeout"].show("" if timeout is None else f"{timeout:g}")
        follow = spec.options.follow_redirects
        self.query_one(TabBar).active = next(k for k, v in FOLLOW.items() if v is follow)
        area = self.query_one(TextArea)
        if area.text != spec.description:
            with area.prevent(TextArea.Changed):
                area.load_text(spec.description)

    @on(Input.Changed)
    @on(TabBar.Activated)
    @on(TextArea.Changed)
    def _changed(self, event: Input.Changed | TabBar.Activated | TextArea.Changed) -> None:
        event.stop()
        options = replace(
            self._spec.options,
            timeout=seconds(self.query_one("#timeout", Input).value),
            follow_redirects=FOLLOW[self.query_one(TabBar).active],
        )
        self._spec = replace(
            self._spec,
            name=self.query_one("#name", Input).value,
            description=self.query_one(TextArea).text,
            options=options,
        )
        self.post_message(self.Changed(self._spec))
