"""The commands that change what is seen, and nothing else."""

from typing import TYPE_CHECKING

from textual.widget import Widget
from textual.widgets import Input

from workbench.tui.panes.collection import CollectionTree
from workbench.tui.panes.request import RequestPane
from workbench.tui.panes.response import ResponsePane

if TYPE_CHECKING:
    from .screen import MainScreen

PANES = "#tree, #request, #response, #run"


class ViewCommands:
    """Focus and room, for one screen."""

    def __init__(self, main: "MainScreen") -> None:
        self._main = main

    def focus_tree(self) -> None:
        """Go to the tree."""
        tree = self._main.query_one(CollectionTree)
        tree.remove_class("-away")
        self._take_zoom(tree)
        self._main.set_focus(tree)

    def focus_url(self) -> None:
        """Go to the URL."""
        self._take_zoom(self._main.query_one(RequestPane))
        self._main.set_focus(self._main.query_one("#url", Input))

    def focus_response(self) -> None:
        """Go to the response."""
        response = self._main.query_one(ResponsePane)
        self._take_zoom(response)
        response.focus_body()

    def next_tab(self) -> None:
        """Show the request's next tab."""
        self._main.query_one(RequestPane).next_tab()

    def sidebar(self) -> None:
        """Show or hide the tree."""
        self._main.query_one(CollectionTree).toggle_class("-away")

    def zoom(self) -> None:
        """Give the focused pane the whole screen, or put it back."""
        main = self._main
        panes = [*main.query(PANES)]
        if main.has_class("-zoomed"):
            self._zoom_on(None)
            return
        here = main.focused
        around = here.ancestors_with_self if here is not None else []
        self._zoom_on(next((pane for pane in panes if pane in around), main.query_one("#response")))

    def _take_zoom(self, pane: Widget) -> None:
        if self._main.has_class("-zoomed"):
            self._zoom_on(pane)

    def _zoom_on(self, zoomed: Widget | None) -> None:
        main = self._main
        main.set_class(zoomed is not None, "-zoomed")
        main.set_class(isinstance(zoomed, CollectionTree), "-tree-zoomed")
        for pane in main.query(PANES):
            pane.set_class(pane is zoomed, "-zoom")

    async def layout(self) -> None:
        """Put the response beside the request, or below it again."""
        wanted = "over" if self._main.panes.beside else "beside"
        await self._main.run_action(f"app.prefer_layout('{wanted}')")

    async def jump(self) -> None:
        """Go to something by its label."""
        await self._main.run_action("app.jump")
