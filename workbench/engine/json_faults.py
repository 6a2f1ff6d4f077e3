"""What is wrong with a JSON body as it is written, whatever its templates will stand for."""

import json

from workbench.templating import Literal, parse


def json_fault(text: str) -> str:
    """Return what keeps a text from being JSON, or nothing.

    A template inside of a string stands for some text. What one outside of a string stands
    for can be anything, so that nothing is said of a text with such a one.
    """
    inside = escaped = False
    filled: list[str] = []
    for piece in parse(text):
        if not isinstance(piece, Literal):
            if not inside:
                return ""
            filled.append("x")
            continue
        filled.append(piece.text)
        for letter in piece.text:
            if escaped:
                escaped = False
            elif letter == "\\":
                escaped = inside
            elif letter == '"':
                inside = not inside
    try:
        json.loads("".join(filled))
    except json.JSONDecodeError as error:
        what = f"{error.msg[:1].lower()}{error.msg[1:]}"
        return f"{what} at its line {error.lineno}, column {error.colno}"
    except (RecursionError, ValueError):  # deep, or a number beyond what Python reads
        return ""
    return ""
