import pytest
from textual.app import App, ComposeResult
from textual.color import Color
from textual.containers import Vertical
from textual.css import stylesheet
from textual.css.model import RuleSet
from textual.css.stylesheet import StylesheetParseError
from textual.dom import DOMNode
from textual.widgets import Static

from workbench.tui.stylesheet import LazyStylesheet

pytestmark = pytest.mark.anyio


class Tabs(App[None]):
    CSS = """
    Vertical { display: none; color: $foreground; }
    Vertical.-shown { display: block; }
    Vertical.-shown > Vertical { display: block; }
    Static { color: $primary; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.stylesheet = LazyStylesheet(variables=self.get_css_variables())

    def compose(self) -> ComposeResult:
        with Vertical(id="front", classes="-shown"):
            yield Static("seen", id="seen")
        with Vertical(id="behind"), Vertical(id="inside"):
            yield Static("not seen", id="unseen")


@pytest.fixture
def styled(monkeypatch: pytest.MonkeyPatch) -> list[DOMNode]:
    """The nodes that are styled from now on."""
    nodes: list[DOMNode] = []
    apply = LazyStylesheet.apply

    def noted(sheet: LazyStylesheet, node: DOMNode, **options: object) -> None:
        nodes.append(node)
        apply(sheet, node, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(LazyStylesheet, "apply", noted)
    return nodes


async def test_what_is_hidden_gets_its_colours_when_it_is_shown(styled: list[DOMNode]) -> None:
    app = Tabs()
    async with app.run_test() as pilot:
        seen, unseen = app.query_one("#seen"), app.query_one("#unseen")
        before = seen.styles.color
        styled.clear()
        app.theme = "nord"
        await pilot.pause()
        assert seen.styles.color != before
        assert unseen not in styled

        app.query_one("#behind").add_class("-shown")
        await pilot.pause()
        assert unseen.styles.color == seen.styles.color


async def test_what_stays_hidden_inside_of_what_is_shown_waits_on() -> None:
    class Nested(Tabs):
        CSS = Tabs.CSS.replace("Vertical.-shown > Vertical", "Vertical.-shown > .-shown")

    app = Nested()
    async with app.run_test() as pilot:
        seen, unseen = app.query_one("#seen"), app.query_one("#unseen")
        before = unseen.styles.color
        app.theme = "nord"
        app.query_one("#behind").add_class("-shown")
        await pilot.pause()
        assert unseen.styles.color == before

        app.query_one("#inside").add_class("-shown")
        await pilot.pause()
        assert unseen.styles.color == seen.styles.color


async def test_many_colours_have_the_inside_drawn_anew_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = Tabs()
    async with app.run_test() as pilot:
        seen, drawn = app.query_one("#seen", Static), list[bool]()
        monkeypatch.setattr(seen, "refresh", lambda *_, **__: drawn.append(True))
        front = app.query_one("#front")
        LazyStylesheet.replace_rules(
            front,
            {**front.styles.base.get_rules(), "color": seen.styles.color.darken(0.5),
             "background": seen.styles.color, "scrollbar_color": seen.styles.color},
        )  # fmt: skip
        assert drawn == [True]
        assert front.styles.background == seen.styles.color
        await pilot.pause()


def test_one_more_source_is_all_that_is_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    sheet = LazyStylesheet(variables={"color": "red"})
    for number in range(100):
        sheet.add_source(f"Static {{ offset: {number} 0; color: $color; }}", ("", str(number)))
    assert len(sheet.rules) == 100

    parsed = list[str]()

    def parse(_scope: str, css: str, *_: object, **__: object) -> list[RuleSet]:
        parsed.append(css)
        return []

    monkeypatch.setattr(stylesheet, "parse", parse)
    sheet.add_source("Button {}")
    sheet.reparse()
    assert len(sheet.rules) == 100
    assert parsed == ["Button {}"]


def test_other_variables_have_all_parsed_anew() -> None:
    sheet = LazyStylesheet(variables={"color": "red"})
    sheet.add_source("Static { color: $color; }")
    sheet.reparse()
    sheet.set_variables({"color": "blue"})
    sheet.reparse()
    assert sheet.rules[0].styles.color == Color.parse("blue")


def test_a_source_with_an_error_leaves_the_rules_as_they_were() -> None:
    sheet = LazyStylesheet()
    sheet.add_source("Static { color: red; }")
    before = sheet.rules
    sheet.add_source("Button { colour: red; }")
    with pytest.raises(StylesheetParseError):
        sheet.reparse()
    assert sheet._rules == before
