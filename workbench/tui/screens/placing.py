"""Where a request is to go that has no file yet."""

from typing import Any

from textual.app import App

from workbench.model import Collection, Folder, NodeId, walk
from workbench.tui.screens.dialogs import Ask, Pick

TOP_LEVEL = "(top level)"


async def ask_for_place(
    app: App[Any], collection: Collection, name: str, beside: NodeId
) -> tuple[str, NodeId] | None:
    """Return a name and a folder that the user has chosen, None if they gave it up.

    Offered first are `name` and the folder of the request `beside`.
    """
    chosen = await app.push_screen_wait(Ask("Save as a request", name, placeholder="its name"))
    if chosen is None:
        return None
    folders = [node.id for node in walk(collection.root) if isinstance(node, Folder)]
    around = beside.rpartition("/")[0]
    pick = Pick(f"Save {chosen} in", [TOP_LEVEL, *folders], chosen=around)
    parent = await app.push_screen_wait(pick)
    if parent is None:
        return None
    return chosen, "" if parent == TOP_LEVEL else parent
