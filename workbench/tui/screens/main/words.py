"""What the request pane says when there is no request to show."""

from textual.content import Content

from workbench.errors import Problem
from workbench.tui.keymap import Keymap
from workbench.tui.widgets.safe import content


def welcome(keymap: Keymap) -> Content:
    """Return what an empty request pane says."""
    keys = (
        (keymap.shown("list.open"), "opens the request under the cursor"),
        (keymap.shown("send"), "sends it; the answer streams in below"),
        (keymap.shown("run"), "sends it many times at once"),
        (keymap.shown("new-request"), "makes a new request"),
        (keymap.shown("help"), "shows every key"),
    )
    lines = [Content.styled("Pick a request in the collection.", "bold"), Content("")]
    lines += [Content.assemble((f"{key:<9}", "$accent bold"), what) for key, what in keys if key]
    return Content("\n").join(lines)


def explained(problem: Problem, keymap: Keymap) -> Content:
    """Return a Problem as the request pane shows it."""
    lines = [content(problem.what, "$error bold")]
    if problem.where:
        lines.append(content(f"in {problem.where}"))
    if problem.hint:
        lines.append(content(f"hint: {problem.hint}", "$muted"))
    reads = keymap.can("reload", "reads it again")
    lines += [
        Content(""),
        Content.styled(f"The file is left as it is. {reads}".rstrip(), "$muted"),
    ]
    return Content("\n").join(lines)
