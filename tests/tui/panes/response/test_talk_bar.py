import pytest
from textual import on
from textual.app import ComposeResult

from tests.tui.widgets.apps import Showing
from workbench.model import Message
from workbench.tui.panes.response.talk_bar import MOST_KEPT, TalkBar

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


class Talker(Showing):
    def __init__(self) -> None:
        super().__init__()
        self.said: list[Message] = []
        self.refused = self.left = 0

    def compose(self) -> ComposeResult:
        yield TalkBar()

    @on(TalkBar.Said)
    def _said(self, event: TalkBar.Said) -> None:
        self.said.append(event.message)

    @on(TalkBar.Refused)
    def _refused(self) -> None:
        self.refused += 1

    @on(TalkBar.Left)
    def _left(self) -> None:
        self.left += 1


async def test_messages_are_said_kept_and_taken_back() -> None:
    app = Talker()
    async with app.run_test() as pilot:
        bar = app.query_one(TalkBar)
        bar.add_class("-open")
        bar.input.focus()
        await pilot.press("a", "enter", "b", "enter", "alt+t", "alt+t", "z", "enter")
        assert app.said == [Message("", "a"), Message("", "b")]
        assert app.refused == 1
        assert bar.last == Message("", "b")
        assert bar.input.value == "z"

        await pilot.press("up", "up", "up")
        assert bar.input.value == "a"
        await pilot.press("enter", "up")
        assert bar.input.value == "a"
        await pilot.press("up")
        assert bar.input.value == "b"
        await pilot.press("escape")
        assert app.left == 1


async def test_so_many_are_kept_and_no_more() -> None:
    app = Talker()
    async with app.run_test() as pilot:
        bar = app.query_one(TalkBar)
        for number in range(MOST_KEPT + 5):
            bar.input.value = str(number)
            await bar.input.action_submit()
            await pilot.pause()
        for _ in range(MOST_KEPT + 5):
            bar.recall(-1)
        assert bar.input.value == "5"
