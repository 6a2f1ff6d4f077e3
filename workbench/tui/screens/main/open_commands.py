"""The commands of the open requests: which are open, in which order, and which is looked at."""

from functools import partial
from typing import TYPE_CHECKING

from workbench.errors import Problem, WorkbenchError
from workbench.model import NodeId, requests
from workbench.tui.commands import NUMBERED
from workbench.tui.marks import title_of
from workbench.tui.open_requests import OpenRequests, is_scratch
from workbench.tui.panes.collection import CollectionTree
from workbench.tui.panes.tabs import RequestTabs
from workbench.tui.protocols import spoken
from workbench.tui.screens.dialogs import Pick

from .carrying import asks

if TYPE_CHECKING:
    from .screen import MainScreen


class OpenCommands:
    """What keys and the row of tabs do with the open requests of one screen."""

    def __init__(self, main: "MainScreen") -> None:
        self._main = main
        for number in NUMBERED:
            setattr(self, f"request_{number}", partial(self._go_to, number - 1))

    def next_request(self) -> None:
        """Look at the next open request, behind the last at the first."""
        self._show(self._tabs.stepping(1))

    def previous_request(self) -> None:
        """Look at the open request before."""
        self._show(self._tabs.stepping(-1))

    def _go_to(self, index: int) -> None:
        self._show(self._tabs.going_to(index))

    def close_request(self) -> None:
        """Close the request that is looked at; its unsaved edits are kept."""
        if self._tabs.active is not None:
            self._show(self._tabs.closing(self._tabs.active))

    def close_other_requests(self) -> None:
        """Close all requests but the one that is looked at."""
        self._show(self._tabs.closing_others())

    def reopen_request(self) -> None:
        """Open again what was closed last."""
        state = self._main.state
        there = {each.id for each in requests(state.collection.root)} | state.drafts.keys()
        self._show(self._tabs.reopening(there))

    def keep_request(self) -> None:
        """Keep the tab, which the next request would take over otherwise."""
        self._show(self._tabs.keeping(self._tabs.active))

    def request_left(self) -> None:
        """Move the tab one place to the left."""
        self._show(self._tabs.moving(-1))

    def request_right(self) -> None:
        """Move the tab one place to the right."""
        self._show(self._tabs.moving(1))

    @asks
    async def open_requests(self) -> None:
        """Choose one of the open requests from a list."""
        main = self._main
        titles: dict[str, NodeId] = {}
        for node in self._tabs.order:
            spec = main.state.current(node)
            mark = "● " if node in main.state.drafts else "  "
            place = "in no file" if is_scratch(node) else node
            word = spoken(node, spec, main.state).upper() if spec else ""
            title = f"{mark}{word:<8}{title_of(node, spec) if spec else node}  {place}"
            titles[title if title not in titles else f"{title} ({len(titles)})"] = node
        here = next((t for t, node in titles.items() if node == main.state.opened), "")
        chosen = await main.app.push_screen_wait(Pick("Open requests", [*titles], chosen=here))
        if chosen is not None:
            self._show(self._tabs.opening(titles[chosen]))

    def show_request(self, node: NodeId) -> None:
        """Look at a request, in a tab of its own; raises WorkbenchError if it is gone."""
        if self._main.state.current(node) is None:
            raise WorkbenchError(Problem(f'"{node}" is not in the collection any more'))
        self._show(self._tabs.opening(node, keep=True))

    def wanted(self, event: RequestTabs.Wanted) -> None:
        """Do what was asked of a tab."""
        tabs = self._tabs
        match event.what:
            case "close":
                self._show(tabs.closing(event.node))
            case "keep":
                self._show(tabs.keeping(event.node))
            case _ if event.node in tabs.order:
                self._show(tabs.going_to(tabs.order.index(event.node)))

    def dragged(self, event: RequestTabs.Dragged) -> None:
        """Move a tab to where it is dragged."""
        self._show(self._tabs.moving_to(event.node, event.to))

    @property
    def _tabs(self) -> OpenRequests:
        return self._main.state.tabs

    def _show(self, tabs: OpenRequests) -> None:
        main = self._main
        before = main.state.opened
        closed = {*main.state.tabs.order} - {*tabs.order}
        main.state = main.state.showing(tabs)
        main.bench.scratch.closed(closed)
        main.show()
        if main.state.opened != before:
            main.query_one(CollectionTree).reveal(main.state.opened)
