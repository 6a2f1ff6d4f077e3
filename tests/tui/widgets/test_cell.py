import pytest
from textual import events, on
from textual.message import Message

from workbench.tui.widgets.cell import Cell
from workbench.tui.widgets.completion import Offer, Suggestion

from .apps import Showing

pytestmark = pytest.mark.anyio


class Listening(Showing):
    def __init__(self, cell: Cell) -> None:
        super().__init__(cell)
        self.heard: list[Message] = []

    def on_mount(self) -> None:
        cell = self.query_one(Cell)
        cell.display = True
        cell.focus()

    @on(Cell.Left)
    @on(Cell.PastedLines)
    def _hear(self, message: Message) -> None:
        self.heard.append(message)


def cell() -> tuple[Cell, Listening]:
    made = Cell(suggest=lambda text, _: Offer(0, len(text), (Suggestion("abc"),)))
    return made, Listening(made)


@pytest.mark.parametrize(
    ("key", "left"),
    [
        ("enter", Cell.Left(1, keep=True)),
        ("tab", Cell.Left(1, keep=True)),
        ("shift+tab", Cell.Left(-1, keep=True)),
        ("escape", Cell.Left(0, keep=False)),
    ],
)
async def test_keys_leave_the_cell(key: str, left: Cell.Left) -> None:
    _, app = cell()
    async with app.run_test() as pilot:
        await pilot.pause()
        await pilot.press(key)
        await pilot.pause()

        assert app.heard == [left]


async def test_while_there_are_suggestions_the_keys_are_theirs() -> None:
    made, app = cell()
    async with app.run_test() as pilot:
        await pilot.pause()
        await pilot.press("a", "escape", "b", "enter")
        await pilot.pause()

        assert made.value == "abc"
        assert app.heard == []


async def test_one_line_is_pasted_as_text_and_more_are_told() -> None:
    made, app = cell()
    async with app.run_test() as pilot:
        await pilot.pause()
        app.post_message(events.Paste("one"))
        app.post_message(events.Paste("a: 1\nb: 2"))
        await pilot.pause()
        await pilot.pause()

        assert made.value == "one"
        assert app.heard == [Cell.PastedLines("a: 1\nb: 2")]
