"""What could be typed of the path of a file; folders are read in a thread."""

from collections.abc import Callable
from pathlib import Path

from workbench.stats import size
from workbench.store.path_names import path_names
from workbench.tui.widgets.completion import Coming, Offer, Suggestion


def path_offer(root: Callable[[], Path], text: str, at: int, start: int = 0) -> Coming:
    """Return what will tell how the path from `start` to the cursor could go on."""
    typed = text[start:at]

    def made() -> Offer | None:
        found = path_names(root(), typed)
        folder, slash, begun = typed.rpartition("/")
        home = typed.startswith("~") and bool(found)  # what is sent knows no ~
        before = f"{Path(folder).expanduser()}{slash}" if home else ""
        listed = tuple(
            Suggestion(
                f"{before}{each.name}/" if each.is_folder else f"{before}{each.name}",
                "" if each.is_folder else size(each.size),
                label=f"{each.name}/" if each.is_folder else each.name,
                goes_on=each.is_folder,
            )
            for each in found
        )
        first = start if home else at - len(begun)
        return Offer(first, at, listed, is_begun=bool(begun)) if listed else None

    return Coming(made)
