"""How the panes share the screen: by keys, by dragging their borders, and as it was left."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from textual import events
from textual.timer import Timer
from textual.widget import Widget

from workbench.errors import WorkbenchError
from workbench.model import NodeId, View
from workbench.store.views import load_view, save_view
from workbench.tui.open_requests import OpenRequests
from workbench.tui.panes.collection import CollectionTree

if TYPE_CHECKING:
    from .screen import MainScreen

NARROWEST, WIDEST = 16, 80  # cells of the tree
LEAST, MOST = 15, 85  # percent that the request can have
USUAL_SHARE = 40
STEP_CELLS, STEP_SHARE = 2, 5
SAVE_DELAY = 0.5  # seconds from the last change until it is remembered
Edge = Literal["sidebar", "share"]


class Panes:
    """The sizes of the panes of one screen, what is folded in its tree, and what is open."""

    def __init__(self, main: "MainScreen") -> None:
        self._main = main
        self._view = View()
        self._dragged: Edge | None = None
        self._timer: Timer | None = None

    async def read(self) -> None:
        """Find out how the panes were left."""
        self._view = await asyncio.to_thread(load_view, self._main.root)

    def begin(self) -> None:
        """Show the panes as they were left."""
        self._main.query_one(CollectionTree).folded = self._view.folded
        self.apply()

    @property
    def beside(self) -> bool:
        """Whether the response is beside the request now, not below it."""
        main = self._main
        return main.has_class("-beside") or (main.has_class("-auto") and main.has_class("-broad"))

    def apply(self) -> None:
        """Bring the screen in line with the sizes; a run has a division of its own."""
        main, view = self._main, self._view
        layout = main.layout_wanted
        main.update_classes({f"-{name}": layout == name for name in ("auto", "over", "beside")})
        tree = main.query_one(CollectionTree)
        sidebar = None if main.has_class("-slim") else view.sidebar
        tree.styles.width = sidebar
        tree.styles.max_width = "60%" if sidebar else None
        request, response = main.query_one("#request"), main.query_one("#response")
        work, share = main.query_one("#work"), view.share
        if share is None or main.has_class("-running") or main.has_class("-short"):
            request.styles.height = response.styles.height = None
            work.styles.grid_columns = None
        elif self.beside:
            request.styles.height = response.styles.height = None
            work.styles.grid_columns = f"{share}fr {100 - share}fr"
        else:
            work.styles.grid_columns = None
            request.styles.height, response.styles.height = f"{share}fr", f"{100 - share}fr"

    def give_room(self, widget: Widget) -> None:
        """Let the pane that a widget is in be seen where there is room for one beside the tree."""
        main = self._main
        if main.has_class("-running"):
            around = {each.id for each in widget.ancestors_with_self}
            main.update_classes({f"-at-{pane}": pane in around for pane in ("request", "response")})

    # By keys

    def grow(self) -> None:
        """Give the focused pane more room."""
        self._step(1)

    def shrink(self) -> None:
        """Give the focused pane less room."""
        self._step(-1)

    def _step(self, by: int) -> None:
        main = self._main
        tree = main.query_one(CollectionTree)
        if tree.has_focus:
            self._resize("sidebar", tree.outer_size.width + by * STEP_CELLS)
        else:
            sign = -1 if main.query_one("#response").has_focus_within else 1
            share = self._view.share or USUAL_SHARE
            self._resize("share", share + sign * by * STEP_SHARE)

    def _resize(self, edge: Edge, size: int) -> None:
        if edge == "sidebar":
            self._view = replace(self._view, sidebar=max(NARROWEST, min(size, WIDEST)))
        else:
            self._view = replace(self._view, share=max(LEAST, min(size, MOST)))
        self.apply()
        self.save_soon()

    # By the mouse

    def press(self, event: events.MouseDown) -> None:
        """Take hold of a border, if there is one under the pointer."""
        self._dragged = self._edge_at(event.screen_x, event.screen_y)
        if self._dragged is not None:
            self._main.capture_mouse()
            event.stop()

    def drag(self, event: events.MouseMove) -> None:
        """Move the border that is held."""
        if self._dragged == "sidebar":
            left = self._main.query_one(CollectionTree).region.x
            self._resize("sidebar", event.screen_x - left + 1)
        elif self._dragged == "share":
            work = self._main.query_one("#work").region
            top = self._main.query_one("RequestTabs").region.height
            if self.beside:
                part = (event.screen_x - work.x + 1) / max(1, work.width)
            else:
                part = (event.screen_y - work.y - top + 1) / max(1, work.height - top)
            self._resize("share", round(part * 100))

    def release(self) -> None:
        """Let the border go."""
        if self._dragged is not None:
            self._dragged = None
            self._main.release_mouse()

    def _edge_at(self, x: int, y: int) -> Edge | None:
        main = self._main
        if main.has_class("-zoomed"):
            return None
        tree, request = main.query_one(CollectionTree), main.query_one("#request").region
        if tree.display and x == tree.region.right - 1 and tree.region.contains(x, y):
            return "sidebar"
        if main.has_class("-running") or not main.loaded.is_set():
            return None
        if self.beside:
            held = x == request.right - 1 and request.y <= y < request.bottom
        else:
            held = y == request.bottom - 1 and request.x <= x < request.right
        return "share" if held else None

    # What is remembered

    @property
    def tabs(self) -> OpenRequests:
        """What was open when the screen was left."""
        return OpenRequests(self._view.tabs, self._view.active, self._view.preview)

    def tabs_changed(self, tabs: OpenRequests) -> None:
        """Take in what is open by now."""
        view = replace(self._view, tabs=tabs.order, active=tabs.active, preview=tabs.preview)
        if view != self._view:
            self._view = view
            self.save_soon()

    def folds_changed(self) -> None:
        """Take in what is folded by now."""
        folded = self._main.query_one(CollectionTree).folded
        self._view = replace(self._view, folded=folded)
        self.save_soon()

    @property
    def pinned(self) -> Mapping[NodeId, str]:
        """The filters through which the responses of some requests are seen."""
        return self._view.pinned

    @property
    def filters(self) -> tuple[str, ...]:
        """The filters of bodies that were used, the newest last."""
        return self._view.filters

    def filter_used(self, text: str) -> None:
        """Remember a filter of bodies."""
        others = (each for each in self._view.filters if each != text)
        self._view = replace(self._view, filters=(*others, text))
        self.save_soon()

    def pin(self, node: NodeId, text: str) -> None:
        """See every response of a request through a filter from now on; an empty one is none."""
        pinned = {key: each for key, each in self._view.pinned.items() if key != node}
        if text:
            pinned[node] = text
        self._view = replace(self._view, pinned=pinned)
        self._main.bench.see_through(pinned)
        self.save_soon()

    def renamed(self, old: NodeId, new: NodeId) -> None:
        """Let pins go on under a request's new name, or under that of its folder."""
        moved = {
            new + node[len(old) :] if node == old or node.startswith(f"{old}/") else node: each
            for node, each in self._view.pinned.items()
        }
        if moved != self._view.pinned:
            self._view = replace(self._view, pinned=moved)
            if self._main.loaded.is_set():
                self._main.bench.see_through(moved)
            self.save_soon()

    def save_soon(self) -> None:
        """Remember all this when nothing has changed for a moment."""
        if self._timer is not None:
            self._timer.stop()
        self._timer = self._main.set_timer(SAVE_DELAY, self.remember)

    async def remember(self) -> None:
        """Remember all this now, if there is something new."""
        if self._timer is None:
            return
        self._timer.stop()
        self._timer = None
        try:
            await asyncio.to_thread(save_view, self._main.root, self._view)
        except WorkbenchError as error:
            self._main.complain(error)
