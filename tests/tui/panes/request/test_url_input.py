import pytest
from rich.text import Text

from workbench.model import Variable
from workbench.templating import Scope
from workbench.tui.panes.request.url_input import UrlInput

from ...widgets.apps import Showing

pytestmark = pytest.mark.anyio


async def test_what_is_not_known_is_underlined() -> None:
    box = UrlInput()
    box.scopes = lambda: (Scope("environment", (Variable("host", "h"),)),)
    box.path_values = frozenset({"id"})
    async with Showing(box).run_test():
        text = Text("{{host}}/{{gone}}/:id/:x?a={{uuid()}}&b={{nope()}}&c={{host | upper}}{{ x")
        assert box.highlighter is not None
        box.highlighter.highlight(text)

        underlined = {
            text.plain[span.start : span.end]
            for span in text.spans
            if "underline" in str(span.style)
        }
        assert underlined == {"{{gone}}", ":x", "{{nope()}}", "{{ x"}
        coloured = {text.plain[span.start : span.end] for span in text.spans} - underlined
        assert coloured == {"{{host}}", ":id", "{{uuid()}}", "{{host | upper}}"}


@pytest.mark.parametrize("theme", ["textual-dark", "textual-light", "ansi-dark"])
async def test_colours_come_from_any_theme(theme: str) -> None:
    box = UrlInput()
    app = Showing(box)
    async with app.run_test() as pilot:
        app.theme = theme
        await pilot.pause()

        assert box.color("accent")
        assert box.color("no-such-color") == ""
