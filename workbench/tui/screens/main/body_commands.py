"""The commands on the body of a response: look through it, take values out of it, keep it."""

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from workbench.engine.redact import redactor_of
from workbench.errors import Problem, WorkbenchError
from workbench.model import Bytes, Check, Exchange, NodeId, RequestSpec, Row
from workbench.stats import size
from workbench.tui.panes.response import ResponsePane
from workbench.tui.panes.response.body import BodyPane
from workbench.tui.panes.response.places import Value
from workbench.tui.panes.response.taking import (
    capture_name,
    check_of,
    copied,
    query_of,
    template_of,
    text_to_copy,
)
from workbench.tui.screens.dialogs import Ask

from .carrying import asks

if TYPE_CHECKING:
    from .screen import MainScreen

MOST_COPIED = 1024 * 1024  # bytes; no terminal takes more


class BodyCommands:
    """What keys do in the body, for one screen."""

    def __init__(self, main: "MainScreen") -> None:
        self._main = main

    @property
    def _pane(self) -> ResponsePane:
        return self._main.query_one(ResponsePane)

    @property
    def _body(self) -> BodyPane:
        if self._pane.active != "Body":
            self._pane.show_tab("Body")
        return self._pane.body

    # Looking through it

    async def find(self) -> None:
        """Ask what to search for."""
        await self._body.finder.open()

    async def find_next(self) -> None:
        """Go to the next hit."""
        await self._body.finder.step(1)

    async def find_previous(self) -> None:
        """Go to the hit before."""
        await self._body.finder.step(-1)

    @asks
    async def go_to(self) -> None:
        """Ask for a place, and go there."""
        note = "a line (120), an offset (@4096, @0x1000) or a part (50%)"
        place = await self._main.app.push_screen_wait(Ask("Go to", note=note))
        if place is not None:
            await self._body.go_to(place)

    async def view_mode(self) -> None:
        """Draw the body in the next of its views."""
        await self._body.next_mode()

    async def fold_node(self) -> None:
        """Fold what is at the cursor, or unfold it."""
        await self._body.fold()

    def unfold_nodes(self) -> None:
        """Show all that is folded."""
        self._body.unfold_all()

    def filter_rows(self) -> None:
        """Show only rows with hits, or all."""
        self._body.filter()

    async def wrap(self) -> None:
        """Wrap long lines, or do not."""
        await self._body.wrap()

    def follow(self) -> None:
        """Follow the end, or do not."""
        self._body.follow()

    # Taking values out of it

    async def copy(self) -> None:
        """Copy the value under the cursor, or the line."""
        if self._pane.active == "Body" and self._pane.body.view.mode != "pretty":
            self._copy("the row", await self._pane.body.row_text())
        elif self._pane.active == "Body":
            value = await self._pane.body.value(elements=True)
            saves = self._main.can("save-body", "saves the body to a file")
            self._copy(value.path or "the value", text_to_copy(value, saves))
        else:
            self._copy("the line", self._pane.selected_line)

    async def copy_path(self) -> None:
        """Copy the path of the value under the cursor."""
        value = await self._placed(elements=True)
        self._copy("the path", value.path)

    async def copy_template(self) -> None:
        """Copy a template for the value under the cursor."""
        value = await self._placed()
        self._copy("the template", template_of(self._exchange().request, value.path))

    async def copy_body(self) -> None:
        """Copy all of the body."""
        body = self._bytes()
        if body.size > MOST_COPIED:
            what = f"{size(body.size)} are too much for a clipboard"
            raise WorkbenchError(Problem(what, hint="s saves the body to a file"))
        octets = await asyncio.to_thread(body.read, 0, body.size)
        try:
            text = octets.decode()
        except UnicodeDecodeError:
            what = "the body is no text in UTF-8"
            raise WorkbenchError(Problem(what, hint="s saves it to a file")) from None
        self._copy("the body", text)

    async def check_value(self) -> None:
        """Check that the value under the cursor is as it is now."""
        value = await self._placed()
        node, spec = self._request()
        check = Check(check_of(value, redactor_of(self._exchange().secrets)))
        if check in spec.checks.expect:
            raise WorkbenchError(Problem("the request has this check already", hint=check.text))
        checks = replace(spec.checks, expect=(*spec.checks.expect, check))
        self._main.bench.edit(node, replace(spec, checks=checks))
        hint = self._main.can("save", "saves it with the request")
        self._main.tell(f"added the check {check.text}", hint)

    @asks
    async def capture_value(self) -> None:
        """Capture the value under the cursor, under a name that is asked for."""
        value = await self._placed()
        node, spec = self._request()
        taken = {row.name for row in spec.captures}
        title = f"Capture {value.path} as"
        name = await self._main.app.push_screen_wait(Ask(title, capture_name(value, taken)))
        if name is None:
            return
        if name in taken:
            raise WorkbenchError(Problem(f'there is a capture named "{name}" already'))
        row = Row(name, query_of(value))
        self._main.bench.edit(node, replace(spec, captures=(*spec.captures, row)))
        hint = self._main.can("save", "saves it with the request")
        self._main.tell(f"added the capture {name} for {{{{{name}}}}}", hint)

    async def _placed(self, *, elements: bool = False) -> Value:
        """Return the value under the cursor, which has a place in the response."""
        value = await self._body.value(elements=elements)
        if not value.path:
            hint = "escape goes back to the body"
            raise WorkbenchError(
                Problem("what a filter made is nowhere in the response", hint=hint)
            )
        return value

    def _copy(self, what: str, text: str) -> None:
        secret = redactor_of(self._exchange().secrets).finds(text)
        self._main.app.copy_to_clipboard(text)
        self._main.tell(*copied(what, text, has_secret=secret))

    def _exchange(self) -> Exchange:
        return self._main.state.response

    def _bytes(self) -> Bytes:
        body = self._exchange().body
        if body is None or not body.size:
            raise WorkbenchError(Problem("there is no body"))
        return body

    def _request(self) -> tuple[NodeId, RequestSpec]:
        node = self._exchange().request
        spec = self._main.state.current(node)
        if spec is None:
            raise WorkbenchError(Problem("the request of this response is not here any more"))
        return node, spec
