import pytest
from textual.app import ComposeResult

from tests.tui.widgets.apps import Showing
from workbench.bodies.index import Line
from workbench.tui.widgets.piece_view import PieceView, lit

pytestmark = pytest.mark.anyio


class View(PieceView):
    """A view that counts how often it had to draw anew."""

    forgotten = 0

    def forget_strips(self) -> None:
        self.forgotten += 1


class Viewer(Showing):
    """Nothing but the view."""

    def compose(self) -> ComposeResult:
        yield View()


async def test_pieces_have_colours_and_marks_lie_over_them() -> None:
    app = Viewer()
    async with app.run_test():
        view = app.query_one(View)
        line: Line = (("key", "漢字"), ("text", " is here"))
        plain = view.drawn(line)
        view.mark(lambda text: [(1, 4)])
        marked = view.drawn(line)

        assert plain.text == marked.text == "漢字 is here"
        assert [segment.text for segment in plain] == ["漢字", " is here"]
        assert [segment.text for segment in marked] == ["漢", "字", " i", "s here"]
        assert view.style_of("key") != view.style_of("text")
        assert view.forgotten


async def test_colours_of_pictures_are_drawn_as_they_are() -> None:
    app = Viewer()
    async with app.run_test():
        style = app.query_one(View).style_of("#ff0000/#0000ff")

        assert style.color is not None
        assert style.bgcolor is not None
        assert (style.color.name, style.bgcolor.name) == ("#ff0000", "#0000ff")


async def test_the_cursor_lights_a_row_but_not_what_is_marked_in_it() -> None:
    app = Viewer()
    async with app.run_test():
        view = app.query_one(View)
        view.mark(lambda text: [(4, 7)])
        line: Line = (("text", "one two three "), ("#ff0000/#0000ff", "▀"))
        cursor = view.style_of("cursor").bgcolor
        drawn = list(lit(view.drawn(line), view.style_of("text"), view.style_of("cursor")))

        behind = {segment.text: segment.style.bgcolor for segment in drawn if segment.style}
        found = view.style_of("found").bgcolor
        assert (behind["one "], behind["two"], behind[" three "]) == (cursor, found, cursor)
        assert behind["▀"] is not None
        assert behind["▀"].name == "#0000ff"
