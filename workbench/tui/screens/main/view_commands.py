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
        tree.remove_class("-away")
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
        tree, zoomed = self._main.query_one(CollectionTree), self._main.zoomed
        tree.toggle_class("-away")
        if zoomed.pane is tree:
            zoomed.end()

    def zoom(self) -> None:
        """Give the focused pane the whole screen, or put it back."""
        self._main.zoomed.toggle(self._main.focused)

    async def layout(self) -> None:
        """Put the response beside the request, or below it again."""
        wanted = "over" if self._main.panes.beside else "beside"
        await self._main.run_action(f"app.prefer_layout('{wanted}')")

    async def jump(self) -> None:
        """Go to something by its label."""
        await self._main.run_action("app.jump")
