"""The languages of bodies, by what a request calls them: colours and comments."""

from collections.abc import Mapping, Sequence

from .coloring import Language
from .graphql_lines import GraphQLLines
from .json_lines import JsonLines
from .xml_lines import XmlLines

LANGUAGES: Mapping[str, Language] = {
    "json": JsonLines(),
    "xml": XmlLines(),
    "graphql": GraphQLLines(),
}
# What stands around a line that is a comment.
COMMENTS: Mapping[str, tuple[str, str]] = {"xml": ("<!-- ", " -->"), "graphql": ("# ", "")}


def commented(lines: Sequence[str], language: str) -> list[str] | None:
    """Return lines as comments, or as they were before; None if the language has none.

    Lines that are empty stay so. What is a comment is not made one again.
    """
    if language not in COMMENTS:
        return None
    before, after = COMMENTS[language]
    said = [line for line in lines if line.strip()]
    if said and all(_is_comment(line, before, after) for line in said):
        return [_uncommented(line, before, after) for line in lines]
    indent = min((len(line) - len(line.lstrip()) for line in said), default=0)
    return [
        f"{line[:indent]}{before}{line[indent:]}{after}" if line.strip() else line for line in lines
    ]


def _is_comment(line: str, before: str, after: str) -> bool:
    text = line.strip()
    return text.startswith(before.rstrip()) and text.endswith(after.lstrip())


def _uncommented(line: str, before: str, after: str) -> str:
    text = line.lstrip()
    if not text:
        return line
    indent, text = line[: len(line) - len(text)], text.rstrip()
    text = text.removeprefix(before.rstrip()).removesuffix(after.lstrip())
    text = text.removeprefix(" ")
    return f"{indent}{text.removesuffix(' ') if after else text}"
