import pytest
from textual import on
from textual.message import Message
from textual.widgets import Input

from workbench.engine.url_rows import Address
from workbench.tui.panes.request.bar import METHODS, Method, RequestBar, SendButton
from workbench.tui.widgets.safe import content

from ...widgets.apps import Showing, screen_text

pytestmark = pytest.mark.anyio


class Listening(Showing):
    """Keeps what the bar says."""

    def __init__(self) -> None:
        super().__init__(RequestBar())
        self.heard: list[Message] = []

    @on(RequestBar.AddressChanged)
    @on(Method.Changed)
    @on(Method.Offered)
    @on(SendButton.Pressed)
    def _hear(self, message: Message) -> None:
        self.heard.append(message)


async def test_a_request_is_shown_without_telling_anybody() -> None:
    app = Listening()
    async with app.run_test(size=(80, 4)) as pilot:
        app.query_one(RequestBar).show("DELETE", Address("http://h/"))
        app.query_one(RequestBar).preview(content("→ http://h/ [b]"))
        await pilot.pause()

        assert "DELETE ▾" in screen_text(app)
        assert "→ http://h/ [b]" in screen_text(app)
        assert app.heard == []


async def test_typing_tells_the_url_and_enter_sends() -> None:
    app = Listening()
    async with app.run_test(size=(80, 4)) as pilot:
        app.query_one("#url", Input).focus()
        await pilot.press("x", "enter")
        await pilot.pause()

        assert app.heard == [
            RequestBar.AddressChanged(Address("x")),
            SendButton.Pressed(cancel=False),
        ]


async def test_what_was_typed_for_another_request_is_not_told() -> None:
    app = Listening()
    async with app.run_test(size=(80, 4)) as pilot:
        box = app.query_one("#url", Input)
        box.value = "typed"  # its event is still on its way when another request is shown
        app.query_one(RequestBar).show("GET", Address("http://other/"))
        await pilot.pause()

        assert app.heard == []


async def test_arrows_go_round_and_other_methods_are_offered() -> None:
    app = Listening()
    async with app.run_test(size=(80, 4)) as pilot:
        method = app.query_one(Method)
        method.focus()
        await pilot.press("up")
        assert method.method == METHODS[-1]
        await pilot.press("down", "enter")
        await pilot.pause()
        assert method.method == METHODS[0]
        assert isinstance(app.heard[-1], Method.Offered)

        method.choose("PURGE")
        await pilot.press("down")
        assert method.method == METHODS[1]  # from an unknown one on from the first


async def test_the_button_sends_and_cancels_what_is_in_flight() -> None:
    app = Listening()
    async with app.run_test(size=(80, 4)) as pilot:
        button = app.query_one(SendButton)
        await pilot.click(button)
        button.busy = True
        await pilot.click(button)
        await pilot.pause()

        assert app.heard == [SendButton.Pressed(cancel=False), SendButton.Pressed(cancel=True)]
        assert "■ Cancel" in screen_text(app)
