"""What the request pane says when there is no request to show."""

from textual.content import Content

from workbench.errors import Problem
from workbench.tui.widgets.safe import content


def welcome() -> Content:
    """Return what an empty request pane says."""
    keys = (
        ("enter", "opens the request under the cursor"),
        ("ctrl+r", "sends it; the answer streams in below"),
        ("ctrl+g", "sends it many times at once"),
        ("ctrl+n", "makes a new request"),
        ("f1", "shows every key"),
    )
    lines = [Content.styled("Pick a request in the collection.", "bold"), Content("")]
    lines += [Content.assemble((f"{key:<9}", "$accent bold"), what) for key, what in keys]
    return Content("\n").join(lines)


def explained(problem: Problem) -> Content:
    """Return a Problem as the request pane shows it."""
    lines = [content(problem.what, "$error bold")]
    if problem.where:
        lines.append(content(f"in {problem.where}"))
    if problem.hint:
        lines.append(content(f"hint: {problem.hint}", "$foreground 70%"))
    lines += [
        Content(""),
        Content.styled("The file is left as it is. f8 reads it again.", "$foreground 70%"),
    ]
    return Content("\n").join(lines)
