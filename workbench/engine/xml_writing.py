"""Layout of XML texts with `{{templates}}` in them: a line for each element that holds no text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from workbench.errors import Problem, WorkbenchError
from workbench.templating import position

from .holes import around_templates

_TOKEN = re.compile(
    r"(?P<note><!--.*?-->|<\?.*?\?>|<!DOCTYPE[^\[>]*+(?:\[.*?\]\s*+)?>)"
    r"|(?P<cdata><!\[CDATA\[.*?\]\]>)"
    r"|(?P<close></\s*(?P<closed>[^<>\s]+)\s*>)"
    r"|(?P<open><(?P<opened>[^<>!?/\s\"'=]+)(?:[^<>\"'/]++|\"[^\"<]*+\"|'[^'<]*+'|/(?!>))*+(?P<empty>/?)>)"
    r"|(?P<text>[^<]+)",
    re.DOTALL,
)
_PRESERVES = re.compile(r"\sxml:space\s*=\s*[\"']preserve[\"']")
_INDENT = "  "
_DEEPEST = 200


@dataclass(slots=True)
class _Element:
    """An element, or the whole text: where it is, and what is in it."""

    start: int
    name: str
    keeps: bool  # its space is content
    text: int = -1  # where text is in it, if any
    has_nodes: bool = False
    end: int = 0

    @property
    def is_mixed(self) -> bool:
        return self.text >= 0 and self.has_nodes


def pretty_xml(text: str) -> tuple[str, str]:
    """Return an XML text with a line for each element, and what of it stayed as it was and why.

    Only space between tags changes. An element with text stays as it is, all in it included;
    so does one that says `xml:space="preserve"`. Raises WorkbenchError for what is no XML.
    """
    kept: list[str] = []

    def lay_out(masked: str) -> str:
        elements = _read(masked)
        kept.extend(_reasons(masked, elements))
        return _written(masked, elements)

    return around_templates(text, lay_out), kept[0] if kept else ""


def _read(text: str) -> dict[int, _Element]:
    """Return all elements by where they start; the text itself is at -1."""
    whole = _Element(-1, "", keeps=False, end=len(text))
    found, opened, at = {-1: whole}, [whole], 0
    while at < len(text):
        token = _TOKEN.match(text, at)
        if token is None:
            raise _fault(text, at, "is no whole tag")
        here, kind = opened[-1], token.lastgroup
        at = token.end()
        if token["text"] or token["cdata"]:
            if here.text < 0 and (token["cdata"] or token[0].strip()):
                here.text = at - len(token[0].lstrip())
        elif token["close"]:
            if here is whole:
                raise _fault(text, token.start(), f'"{token[0]}" closes nothing that is open')
            if here.name != token["closed"]:
                what = f'"{token[0]}" comes before "<{here.name}>" is closed'
                raise _fault(text, token.start(), what)
            here.end = at
            opened.pop()
        else:
            here.has_nodes = True
            if kind != "note" and not token["empty"]:
                element = _Element(
                    token.start(), token["opened"], keeps=bool(_PRESERVES.search(token[0]))
                )
                found[token.start()] = element
                opened.append(element)
    if opened[-1] is not whole:
        raise _fault(text, opened[-1].start, f'"<{opened[-1].name}>" is not closed')
    return found


def _fault(text: str, at: int, what: str) -> WorkbenchError:
    place = position(text, at)
    return WorkbenchError(
        Problem(f"this is no XML: {place if ':' in place else f'1:{place}'} {what}")
    )


def _reasons(text: str, elements: dict[int, _Element]) -> Iterator[str]:
    for element in elements.values():
        if element.keeps or element.is_mixed:
            at = max(0, element.text if element.start < 0 else element.start)
            place = position(text, at)
            line = place.partition(":")[0] if ":" in place else "1"
            name = f"<{element.name}>" if element.name else "the body"
            why = 'says xml:space="preserve"' if element.keeps else "has text between its tags"
            yield f"line {line}: {name} {why}, so its space stays as it is"


def _written(text: str, elements: dict[int, _Element]) -> str:
    if elements[-1].text >= 0:
        return text
    lines, depth, at = list[str](), 0, 0
    while at < len(text):
        token = _TOKEN.match(text, at)
        assert token is not None
        at, source = token.end(), token[0]
        if token["text"]:
            continue  # other than space it is only in what stays as it is
        element = elements.get(token.start()) if token["open"] else None
        if element is not None and (element.keeps or element.text >= 0 or not element.has_nodes):
            at = element.end
            source = text[element.start : at]
        depth -= bool(token["close"])
        lines.append(_INDENT * min(depth, _DEEPEST) + source)
        depth += element is not None and at != element.end
    ending = "\n" if text.endswith("\n") else ""
    return "\n".join(lines) + ending if lines else text
