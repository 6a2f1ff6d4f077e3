"""What can be done at the cursor of a body: fold it, take its value, go elsewhere."""

import asyncio

from workbench.engine.filters import Filter
from workbench.errors import Problem, WorkbenchError
from workbench.model import Bytes
from workbench.tui.widgets.body_view import BodyView

from .places import Value, any_node_at, foldable_at, node_at, value_of

PRETTY = "this works on JSON, shown pretty"
FOLDS = "this works on JSON and XML, shown pretty"


async def fold_at(view: BodyView, shown: Bytes | None) -> None:
    """Fold the node that the cursor is on or in, or unfold it; raises WorkbenchError."""
    if shown is None or view.mode != "pretty" or view.filtered:
        raise WorkbenchError(Problem("there is nothing to fold", hint=FOLDS))
    index = view.index
    node = await asyncio.to_thread(foldable_at, view, shown, view.row)
    if node is None or node.members is None or view.index is not index:
        raise WorkbenchError(Problem("there is nothing to fold here"))
    view.fold(node.first_row, node.last_row, node.members)


async def row_text_at(view: BodyView, shown: Bytes | None) -> str:
    """Return the text of the cursor's row: as it was sent, unless it is decoded."""
    index = view.index
    if index is None or shown is None:
        return ""
    if view.mode == "raw":
        start, end = await asyncio.to_thread(index.span, view.row)
        return shown.read(start, end - start).decode("utf-8", "replace")
    return view.row_text


async def value_at(
    view: BodyView, source: Bytes | None, through: Filter | None, *, elements: bool = False
) -> Value:
    """Return the value of JSON that the cursor is on; raises WorkbenchError without one.

    With `elements` that may be an element of XML as well. Its path is empty if a command printed
    it, so that it has no place in the body.
    """
    if source is None or view.mode != "pretty":
        raise WorkbenchError(Problem("the cursor is on no JSON value", hint=PRETTY))
    find = any_node_at if elements else node_at
    node = await asyncio.to_thread(find, view, source, view.row)
    if node is None:
        raise WorkbenchError(Problem("the cursor is on no JSON value"))
    value = await asyncio.to_thread(value_of, node, source)
    if through is None:
        return value
    return value._replace(path=through.path_of(node.start, node.path))


async def go_to(view: BodyView, text: str) -> None:
    """Go to a line (`120`), an offset (`@4096`, `@0x1000`) or a part of the body (`50%`).

    Raises WorkbenchError if the text is none of these.
    """
    text = text.strip()
    try:
        if text.startswith("@"):
            await view.go_to_offset(int(text[1:], 0))
        elif text.endswith("%"):
            view.go_to(round(float(text[:-1]) / 100 * (view.rows_total - 1)), centred=True)
        else:
            view.go_to_row(int(text.replace(",", "")) - 1, centred=True)
    except (ValueError, OverflowError):
        hint = "a line such as 120, an offset such as @4096 or @0x1000, or a part such as 50%"
        raise WorkbenchError(Problem(f'"{text}" is no place', hint=hint)) from None
