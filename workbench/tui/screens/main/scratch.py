"""Requests that are in no file until they are saved."""

import re
import time
from collections.abc import Iterable
from typing import TYPE_CHECKING

from workbench.formats.request_text import is_request_text
from workbench.model import NodeId, RequestSpec
from workbench.tui.open_requests import SCRATCH, is_scratch
from workbench.tui.panes.collection import CollectionTree
from workbench.tui.panes.request.url_input import UrlInput
from workbench.tui.screens.placing import ask_for_place

if TYPE_CHECKING:
    from .screen import MainScreen


_URL = re.compile(r"(?:https?|wss?)://\S+", re.IGNORECASE)


class Scratch:
    """The scratch requests of one screen: drafts, so that they are kept as all drafts are."""

    def __init__(self, main: "MainScreen") -> None:
        self._main = main

    def scratch(self) -> None:
        """Begin a request that is in no file until it is saved."""
        main = self._main
        node = f"{SCRATCH}{time.time_ns():x}"
        main.filing.begin_edit(node)
        main.state = main.state.editing(node, main.state.blank).opening(node, keep=True)
        main.files.keep_soon()
        main.show()
        main.set_focus(main.query_one(UrlInput))

    def take(self, text: str) -> None:
        """Begin one with a command, a raw request or a URL; any other text is left."""
        if is_request_text(text) or _URL.fullmatch(text.strip()):
            self.scratch()
            box = self._main.query_one(UrlInput)
            if is_request_text(text):
                box.post_message(UrlInput.RequestGiven(text, begins=True))
            else:
                box.value = text.strip()

    def closed(self, nodes: Iterable[NodeId]) -> None:
        """Forget those of some closed requests in which nothing has been written."""
        main = self._main
        for node in nodes:
            if is_scratch(node) and main.state.drafts.get(node) == main.state.blank:
                main.state = main.state.reverting(node)
                main.files.keep_soon()

    async def place(self, node: NodeId, spec: RequestSpec) -> NodeId | None:
        """Ask for the name and the folder of a request; returns the folder, None: not now."""
        main = self._main
        here = main.query_one(CollectionTree).node
        beside = f"{main.state.folder_for_new(here)}/" if here else ""
        place = await ask_for_place(main.app, main.state.collection, spec.name, beside)
        if place is None:
            return None
        name, parent = place
        main.state = main.state.naming(node, name)
        return parent
