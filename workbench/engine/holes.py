"""Texts with holes in the place of each `{{template}}`, for those who lay them out."""

import re
from collections.abc import Callable

from workbench.errors import Problem, WorkbenchError
from workbench.templating import Literal, parse

# What stands for a template, of the same length: characters that no text may have.
FIRST, OTHERS = "\ufdd0", "\ufdd1"
HOLE = f"{FIRST}{OTHERS}*"
_HOLE = re.compile(HOLE)


def around_templates(text: str, lay_out: Callable[[str], str]) -> str:
    """Return a text that was laid out while its templates were holes; they stay as they are.

    Raises WorkbenchError if the text cannot be laid out so.
    """
    if FIRST in text or OTHERS in text:
        raise WorkbenchError(Problem("the text holds a character that no text may have"))
    templates, pieces = [], []
    for piece in parse(text):
        source = text[piece.start : piece.end]
        if isinstance(piece, Literal):
            pieces.append(source)
        else:
            templates.append(source)
            pieces.append(FIRST + OTHERS * (len(source) - 1))
    parts = _HOLE.split(lay_out("".join(pieces)))
    if len(parts) != len(templates) + 1:
        raise WorkbenchError(Problem("it cannot be laid out around its templates"))
    filled = [parts[0]]
    for template, part in zip(templates, parts[1:], strict=True):
        filled += [template, part]
    return "".join(filled)
