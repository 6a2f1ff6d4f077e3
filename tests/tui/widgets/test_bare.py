import pytest
from textual.app import App, ComposeResult
from textual.containers import Vertical
from textual.geometry import Region
from textual.widget import Widget
from textual.widgets import Static

from workbench.tui.widgets.bare import BareHorizontal, BareVertical

from .apps import screen_text

pytestmark = pytest.mark.anyio


class Both(App[None]):
    CSS = """
    Screen { layout: horizontal; }
    Vertical { width: 20; background: red 50%; }
    Static { width: 6; height: 2; background: blue; }
    .framed { border: round white; padding: 1; }
    """

    def __init__(self, *classes: str) -> None:
        super().__init__()
        self._classes_of_both = " ".join(classes)

    def compose(self) -> ComposeResult:
        for kind in (Vertical, BareVertical):
            with kind(classes=self._classes_of_both):
                yield Static("text")


def cells(widget: Widget) -> list[list[tuple[str, object]]]:
    """Each cell that a container draws, with its background."""
    lines = widget.render_lines(Region(0, 0, *widget.size))
    return [
        [(cell, style.bgcolor if style else None) for text, style, _ in line for cell in text]
        for line in lines
    ]


async def test_it_draws_what_any_container_would() -> None:
    app = Both()
    async with app.run_test():
        usual, bare = app.query(Vertical)
        assert bare.size == usual.size
        assert cells(bare) == cells(usual)


async def test_one_line_stands_for_all() -> None:
    app = Both()
    async with app.run_test():
        bare = app.query_one(BareVertical)
        lines = bare.render_lines(Region(0, 0, 20, 24))
        assert len(lines) == 24
        assert len({id(line) for line in lines}) == 1


async def test_a_frame_is_drawn_as_ever() -> None:
    app = Both("framed")
    async with app.run_test():
        usual, bare = app.query(Vertical)
        assert cells(bare) == cells(usual)
        assert screen_text(app).count("╭") == 2


async def test_no_color_is_kept_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = Both()
    async with app.run_test():
        usual, bare = app.query(Vertical)
        assert cells(bare) == cells(usual)


async def test_the_kinds_lie_as_those_they_are_named_after() -> None:
    class Two(App[None]):
        CSS = "Static { width: 5; }"

        def compose(self) -> ComposeResult:
            with BareHorizontal():
                yield Static("one")
                yield Static("two")

    app = Two()
    async with app.run_test():
        one, two = app.query(Static)
        assert one.region.y == two.region.y
