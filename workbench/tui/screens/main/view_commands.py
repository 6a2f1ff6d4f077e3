"""The commands that change what is seen, and nothing else."""

from typing import TYPE_CHECKING

from textual.widgets import Input

from workbench.tui.panes.collection import CollectionTree
from workbench.tui.panes.request import RequestPane
from workbench.tui.panes.response import ResponsePane

if TYPE_CHECKING:
    from .screen import MainScreen


class ViewCommands:
    """Focus and room, for one screen."""

    def __init__(self, main: "MainScreen") -> None:
        self._main = main

    def focus_tree(self) -> None:
        """Go to the tree."""
        tree = self._main.query_one(CollectionTree)
        tree.display = True
        self._main.set_focus(tree)

    def focus_url(self) -> None:
        """Go to the URL."""
        self._main.set_focus(self._main.query_one("#url", Input))

    def focus_response(self) -> None:
        """Go to the response."""
        self._main.query_one(ResponsePane).focus_body()

    def next_tab(self) -> None:
        """Show the request's next tab."""
        self._main.query_one(RequestPane).next_tab()

    def sidebar(self) -> None:
        """Show or hide the tree."""
        tree = self._main.query_one(CollectionTree)
        tree.display = not tree.display

    def zoom(self) -> None:
        """Give the focused pane the whole screen, or put it back."""
        main = self._main
        panes = [*main.query("#tree, #request, #response, #run")]
        if main.has_class("-zoomed"):
            main.remove_class("-zoomed", "-tree-zoomed")
            for pane in panes:
                pane.remove_class("-zoom")
            return
        here = main.focused
        around = here.ancestors_with_self if here is not None else []
        pane = next((pane for pane in panes if pane in around), main.query_one("#response"))
        main.add_class("-zoomed")
        main.set_class(pane.id == "tree", "-tree-zoomed")
        pane.add_class("-zoom")

    async def layout(self) -> None:
        """Put the response beside the request, or below it again."""
        wanted = "over" if self._main.panes.beside else "beside"
        await self._main.run_action(f"app.prefer_layout('{wanted}')")

    async def jump(self) -> None:
        """Go to something by its label."""
        await self._main.run_action("app.jump")
