"""What can be made of a value in a response: a check, a capture, a template. No widgets here."""

import json
import re
from collections.abc import Collection

from workbench.engine.redact import Redactor
from workbench.errors import Problem, WorkbenchError
from workbench.model import NodeId

from .places import Value

LONGEST = 200  # characters of a text that a check repeats
# What terminals take by OSC 52 at the least; xterm and tmux cut off or drop more.
SURE = 74_994


def query_of(value: Value) -> str:
    """Return the query that finds a value in a response."""
    from workbench.checks.syntax import quoted  # which loads all that checks are written in

    return f"jsonpath {quoted(value.path)}"


def check_of(value: Value, redactor: Redactor) -> str:
    """Return a check that a value is as it is now.

    What is long, an object, an array or a secret only has to be there: a check is kept in a
    file of the collection.
    """
    from workbench.checks.syntax import quoted

    query = query_of(value)
    if value.members is not None:
        return f"{query} exists"
    raw = (value.raw or b"").decode("utf-8", "replace")
    if not raw or redactor.finds(raw):
        return f"{query} exists"
    if raw.startswith('"'):
        text = _decoded(raw)
        if text is None or len(text) > LONGEST:
            return f"{query} isString"
        return f"{query} == {quoted(text)}"
    return f"{query} == {raw}"


def capture_name(value: Value, taken: Collection[str]) -> str:
    """Return a name for a captured value that is not taken yet."""
    words = re.findall(r"\w+", value.path.rpartition("$")[2])
    name = next((word for word in reversed(words) if not word[0].isdigit()), "value")
    name = re.sub(r"\W", "_", name)
    if name not in taken:
        return name
    number = 2
    while f"{name}_{number}" in taken:
        number += 1
    return f"{name}_{number}"


def template_of(node: NodeId, path: str) -> str:
    """Return a template that puts a value of a request's response into another request."""

    def text(part: str) -> str:
        mark = '"' if "'" in part else "'"
        if mark in part or "\n" in part:
            hint = "it holds both kinds of quotes, and templates know no escapes"
            raise WorkbenchError(Problem("no template can hold this path", hint=hint))
        return f"{mark}{part}{mark}"

    return f"{{{{response({text(node)}, {text(path)})}}}}"


def text_to_copy(value: Value, hint: str = "") -> str:
    """Return a value as it is copied: a string without its quotes, all else as it was sent.

    Raises WorkbenchError, with the hint, if it is too large.
    """
    if value.raw is None:
        what = "this value is too large to copy, or not here as a whole"
        raise WorkbenchError(Problem(what, value.path, hint))
    raw = value.raw.decode("utf-8", "replace")
    text = _decoded(raw) if raw.startswith('"') else None
    return raw if text is None else text


def copied(what: str, text: str, *, has_secret: bool) -> tuple[str, str]:
    """Return what there is to say when a text went to the terminal's clipboard."""
    size = len(text.encode("utf-8", "surrogatepass"))
    hint = "your terminal decides whether it takes it (OSC 52)"
    if size > SURE:
        hint = f"it has {size:,} bytes, and many terminals drop more than {SURE:,} (OSC 52)"
    told = f"copied {what}"
    return (f"{told}; it holds a secret" if has_secret else told), hint


def _decoded(raw: str) -> str | None:
    try:
        text = json.loads(raw)
    except ValueError:
        return None
    return text if isinstance(text, str) else None
