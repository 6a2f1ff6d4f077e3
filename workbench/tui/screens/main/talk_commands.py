"""The commands of an open WebSocket: what is said in it, and how it is closed."""

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from workbench.bodies.frames import CLOSE_CODES
from workbench.engine.outbox import Close, Ping, Word
from workbench.errors import Problem, WorkbenchError
from workbench.model import Message, NodeId, RequestSpec
from workbench.tui.dispatch import Dispatch
from workbench.tui.panes.response import ResponsePane
from workbench.tui.panes.response.places import token_at
from workbench.tui.screens.dialogs import Ask, Pick
from workbench.tui.screens.whole_row import WholeRow, row_of

from .carrying import asks

if TYPE_CHECKING:
    from .screen import MainScreen

# Those that a client may send, RFC 6455 and its registry.
OFFERED = (1000, 1001, 1002, 1003, 1007, 1008, 1009, 1011, 3000, 4000)
LINE = 60  # characters of a message that a list shows


class TalkCommands:
    """What keys do with the WebSocket of the opened request, for one screen."""

    def __init__(self, main: "MainScreen", dispatch: Dispatch) -> None:
        self._main = main
        self._dispatch = dispatch

    @property
    def _pane(self) -> ResponsePane:
        return self._main.query_one(ResponsePane)

    async def open_row(self) -> None:
        """Show the whole message, event or record under the cursor, or a token taken apart."""
        body = self._pane.body
        index, shown = body.view.index, body.readable
        if self._pane.active != "Body" or index is None or shown is None:
            raise WorkbenchError(Problem("there is no message here"))
        found = await asyncio.to_thread(row_of, index, shown, body.view.row)
        if found is None:
            found = await asyncio.to_thread(token_at, body.view, shown, body.view.row)
        if found is None:
            hint = "this works on lists of messages, events or records, and on tokens (JWT) in JSON"
            raise WorkbenchError(Problem("there is nothing to open under the cursor", hint=hint))
        await self._main.app.push_screen(WholeRow(*found))

    def write_message(self) -> None:
        """Move the focus to the line where messages are written."""
        self._pane.show_tab("Body")
        self._main.set_focus(self._pane.talk_bar.input)

    @asks
    async def saved_message(self) -> None:
        """Choose one of the request's messages, and send it."""
        messages = {_named(message): message for message in self._spec().messages}
        if not messages:
            hint = "K saves what was written last"
            raise WorkbenchError(Problem("the request has no messages", hint=hint))
        chosen = await self._main.app.push_screen_wait(Pick("Send a message", list(messages)))
        if chosen is not None:
            await self.say(messages[chosen])

    @asks
    async def keep_message(self) -> None:
        """Add the message that was written last to the request, under a name."""
        message, spec = self._pane.talk_bar.last, self._spec()
        if message is None:
            raise WorkbenchError(Problem("nothing was written yet", hint="m writes a message"))
        name = await self._main.app.push_screen_wait(
            Ask("Save the message as", placeholder="its name")
        )
        if name is None:
            return
        if any(each.name == name for each in spec.messages):
            raise WorkbenchError(Problem(f'there is a message named "{name}" already'))
        kept = replace(message, name=name)
        self._main.bench.edit(self._node(), replace(spec, messages=(*spec.messages, kept)))
        hint = self._main.can("save", "saves it with the request")
        self._main.tell(f"added the message {name}", hint)

    async def ping(self) -> None:
        """Ask the other side whether it is there."""
        await self.say(Ping())

    @asks
    async def close_socket(self) -> None:
        """Close with a code and a reason that are asked for."""
        offered = [f"{code} {CLOSE_CODES.get(code, 'your own')}" for code in OFFERED]
        title = "Close with a code, or 3000 to 4999"
        chosen = await self._main.app.push_screen_wait(Pick(title, offered, free=True))
        if chosen is None:
            return
        code = chosen.split()[0]
        if not code.isdecimal():
            raise WorkbenchError(Problem(f'"{chosen}" is no code', hint="a number such as 4000"))
        note = "enter closes, also without a reason"
        reason = await self._main.app.push_screen_wait(Ask("Reason", note=note))
        await self.say(Close(int(code), reason or ""))

    async def say(self, word: Word) -> None:
        """Say something over there; raises WorkbenchError where it cannot be said."""
        await asyncio.wrap_future(self._dispatch.say(self._node(), word))

    def _node(self) -> NodeId:
        return self._main.state.response.request

    def _spec(self) -> RequestSpec:
        spec = self._main.state.current(self._node())
        if spec is None:
            raise WorkbenchError(Problem("the request of this response is not here any more"))
        return spec


def _named(message: Message) -> str:
    begins = message.file or message.text
    line = " ".join(begins[: 4 * LINE].split())
    return f"{message.name}  {message.kind}  {line[:LINE]}"
