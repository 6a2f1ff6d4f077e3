"""The info tab: name, tags, and the description, written or read."""

import asyncio
from dataclasses import replace
from importlib import import_module

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Static, TextArea

from workbench.bodies.safe import safe_text
from workbench.model import RequestSpec
from workbench.tui.widgets.form import Form, FormField
from workbench.tui.widgets.tab_bar import TabBar

from .change import Change

FIELDS = (
    FormField("name", "Name", "what the tree shows"),
    FormField("tags", "Tags", "smoke, slow"),
)
WRITE, READ = "Write", "Read"


def read_tags(text: str) -> tuple[str, ...]:
    """Return the tags of a text, each once."""
    return tuple(dict.fromkeys(tag.strip() for tag in text.split(",") if tag.strip()))


class InfoTab(Vertical):
    """Edits what people read of a request; its description is Markdown."""

    DEFAULT_CSS = """
    InfoTab {
        height: 1fr;
        & > Form { height: 2; }
        & > Horizontal { height: 1; margin: 0 1; }
        & > Horizontal > Static { width: 17; color: $muted; }
        & > TextArea, & > TextArea:focus {
            border: none; height: 1fr; min-height: 1;
            margin: 0 1; padding: 0 1; background: $surface;
        }
        & > #reading { display: none; height: 1fr; padding: 0 1; }
        & > #reading > Markdown { background: transparent; margin: 0; padding: 0 1; }
        &.-reading > #reading { display: block; }
        &.-reading > TextArea { display: none; }
    }
    """

    def __init__(self) -> None:
        super().__init__(id="info")

    def compose(self) -> ComposeResult:
        """The fields, and below them the description."""
        yield Form(FIELDS)
        with Horizontal():
            yield Static("Description", markup=False)
            yield TabBar((WRITE, READ), id="description-view")
        yield TextArea(soft_wrap=True, tab_behavior="focus", id="description")
        yield VerticalScroll(id="reading")

    def show(self, spec: RequestSpec, *, anew: bool = False) -> None:
        """Show a request's fields without telling anybody."""
        form = self.query_one(Form)
        if anew or read_tags(form.values["tags"]) != spec.tags or form.values["name"] != spec.name:
            form.show({"name": spec.name, "tags": ", ".join(spec.tags)})
        area = self.query_one(TextArea)
        if area.text != spec.description:
            with area.prevent(TextArea.Changed):
                area.load_text(spec.description)
        if anew and self.has_class("-reading"):
            self._read()

    @on(TabBar.Activated)
    def _view_chosen(self, event: TabBar.Activated) -> None:
        event.stop()
        self.set_class(event.name == READ, "-reading")
        if event.name == READ:
            self._read()

    def _read(self) -> None:
        self._put(self.query_one(TextArea).text)

    @work(group="reading", exclusive=True)
    async def _put(self, text: str) -> None:
        # The parser takes long to import; over there it holds up no key.
        widgets = await asyncio.to_thread(import_module, "textual.widgets._markdown")
        place = self.query_one("#reading")
        await place.remove_children()
        shown = text if text.strip() else "*There is no description yet.*"
        await place.mount(widgets.Markdown(safe_text(shown), open_links=False))

    @on(Form.Changed)
    def _typed(self, event: Form.Changed) -> None:
        event.stop()
        value = event.value
        if event.name == "name":
            self.post_message(Change(lambda spec: replace(spec, name=value)))
        else:
            self.post_message(Change(lambda spec: replace(spec, tags=read_tags(value))))

    @on(TextArea.Changed)
    def _written(self, event: TextArea.Changed) -> None:
        event.stop()
        text = event.text_area.text
        self.post_message(Change(lambda spec: replace(spec, description=text)))
