"""JSON texts with `{{templates}}` in them, for those who write them: what is wrong, and layout."""

import json
import re
from collections.abc import Iterator

from workbench.templating import Literal, parse, position

_REST_OF_STRING = re.compile(r'(?:[^"\\]|\\.)*', re.DOTALL)
_STRING = re.compile(r'"(?:[^"\\]|\\.)*("?)', re.DOTALL)
_TOKEN = re.compile(
    r"(?P<space>[ \t\r\n]+)|(?P<string>\"(?:[^\"\\]|\\.)*\"?)|(?P<open>[\[{])|(?P<close>[\]}])"
    r"|(?P<mark>[,:])|(?P<word>[^\s\[\]{},:\"]+)",
    re.DOTALL,
)
_DEEPEST = 200
_INDENT = "  "
# Stands for a template while a text is looked at: no JSON has it outside of a string.
_HOLE = "\ufdd0"
_NUMBER = 1  # what a template outside of a string is taken for


def json_fault(text: str) -> str:
    """Return where a JSON text cannot be read and why: `3:7 expecting value`; else nothing.

    A template in a string is text, one outside of strings stands for any value.
    """
    if not text.strip():
        return ""
    masked, spans = _masked(text)
    try:
        json.loads(masked, parse_int=str, parse_float=str)
    except json.JSONDecodeError as error:
        if any(start <= error.pos < end for start, end in spans):
            return ""  # it depends on what the template comes to
        at = position(text, error.pos)
        place = at if ":" in at else f"1:{at}"
        return f"{place} {error.msg.lower()}"
    except RecursionError:
        return "1:1 nested too deeply to be checked"
    return ""


def pretty_json(text: str) -> str:
    """Return a JSON text with a line for each value; nothing but space changes.

    Strings, numbers and templates stay as they are written, wrong ones as well. A text
    that holds a character no text may have stays as it is.
    """
    if _HOLE in text:
        return text
    masked, spans = _holes(text)
    written = "".join(_laid_out(masked))
    holes = iter(spans)
    pieces = written.split(_HOLE)
    filled = [pieces[0]]
    for piece in pieces[1:]:
        start, end = next(holes)
        filled += [text[start:end], piece]
    return "".join(filled)


def _masked(text: str) -> tuple[str, list[tuple[int, int]]]:
    """Return a text of the same length that has a number or letters for each template."""
    pieces, spans, inside = [], [], False
    for piece in parse(text):
        source = text[piece.start : piece.end]
        if isinstance(piece, Literal):
            pieces.append(source)
            inside = _ends_inside(source, inside)
        elif inside:
            pieces.append("x" * len(source))
        else:
            pieces.append(f"{_NUMBER}".ljust(len(source)))
            spans.append((piece.start, piece.end))
    return "".join(pieces), spans


def _ends_inside(source: str, inside: bool) -> bool:
    at = 0
    if inside:
        found = _REST_OF_STRING.match(source)
        at = found.end() if found else 0
        if at >= len(source):
            return True
        at += 1
    return any(not string[1] for string in _STRING.finditer(source, at))


def _holes(text: str) -> tuple[str, list[tuple[int, int]]]:
    """Return a text with one hole for each template."""
    pieces, spans = [], []
    for piece in parse(text):
        if isinstance(piece, Literal):
            pieces.append(text[piece.start : piece.end])
        else:
            spans.append((piece.start, piece.end))
            pieces.append(_HOLE)
    return "".join(pieces), spans


def _laid_out(text: str) -> Iterator[str]:
    depth, previous = 0, ""
    for token in _TOKEN.finditer(text):
        kind, source = token.lastgroup or "", token[0]
        if kind == "space":
            continue
        if kind == "close":
            depth = max(0, depth - 1)
            yield "" if previous == "open" else _line(depth)
        elif previous == "open" or previous == "comma":
            yield _line(depth)
        elif previous in ("word", "string", "close") and kind not in ("mark", "close"):
            yield " "
        yield f"{source} " if source == ":" else source
        depth += kind == "open"
        previous = "comma" if source == "," else kind


def _line(depth: int) -> str:
    return "\n" + _INDENT * min(depth, _DEEPEST)
