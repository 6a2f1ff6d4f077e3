"""Read a check piece by piece: words, and arguments in each of their forms."""

import base64
import binascii
import re
from typing import Any

from workbench.errors import Problem, WorkbenchError

from .syntax import Argument
from .words import Form, Forms

LONGEST = 20_000  # characters of a check
_SPACE = re.compile(r"[ \t\r\n]*+")
_WORD = re.compile(r"[=!<>~]++|[^\W\d][\w-]*+")
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*+)"', re.DOTALL)
# As in Hurl, a line end right after the opening is no part of the text.
_BLOCK = re.compile(r"```(?:\r?\n)?(.*?)```", re.DOTALL)
_RAW = re.compile(r"(?!```)`([^`]*+)`")
_PATTERN = re.compile(r"/((?:[^/\\\n]|\\[^\n])*+)/")
_OCTETS = re.compile(r"(hex|base64),([^;]*+);")
_NUMBER = re.compile(r"[+-]?\d++(?:\.\d++)?(?:[eE][+-]?\d++)?", re.ASCII)
_CONSTANT = re.compile(r"(true|false|null)\b")
_TEMPLATE = re.compile(r"\{\{(?:[^{}'\"\n]|'[^'\n]*+'|\"[^\"\n]*+\")*+\}\}")
_ESCAPE = re.compile(r"\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|(.))", re.DOTALL)
_ESCAPES = {'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
_ANYTHING = re.compile(r"[^\s]{1,40}")


class CheckSyntaxError(WorkbenchError):
    """A check that cannot be read. `start` and `end` are what is wrong in its text."""

    def __init__(self, problem: Problem, start: int, end: int) -> None:
        super().__init__(problem)
        self.start = start
        self.end = end


class Scanner:
    """A place in a check that moves on."""

    def __init__(self, text: str, where: str = "") -> None:
        self.text = text
        self.at = 0
        self._where = where
        if len(text) > LONGEST:
            raise self.error(f"a check has at most {LONGEST} characters", 0, len(text))
        self.skip_space()

    @property
    def at_end(self) -> bool:
        """Whether all of it was read."""
        return self.at == len(self.text)

    def skip_space(self) -> None:
        """Go to the next piece."""
        found = _SPACE.match(self.text, self.at)
        assert found is not None
        self.at = found.end()

    def peek_word(self) -> str:
        """Return the word or operator that stands here, or ""."""
        found = _WORD.match(self.text, self.at)
        return found[0] if found else ""

    def advance(self, length: int) -> None:
        """Go past a piece and the space after it."""
        self.at += length
        self.skip_space()

    def rest(self) -> str:
        """Return what stands here, up to the next space."""
        found = _ANYTHING.match(self.text, self.at)
        return found[0] if found else ""

    def error(self, what: str, start: int, end: int, hint: str = "") -> CheckSyntaxError:
        """Return an error at a place of the text; columns are counted from 1."""
        column = start - self.text.rfind("\n", 0, start)
        line = self.text.count("\n", 0, start) + 1
        place = f"line {line}, column {column}" if line > 1 else f"column {column}"
        where = f"{self._where}, {place}" if self._where else place
        return CheckSyntaxError(Problem(what, where, hint), start, max(end, start))

    def argument(self, takes: Forms, owner: str, example: str) -> Argument:
        """Read the argument of a word, in one of the forms that it takes."""
        start = self.at
        value, form, end = self._literal(owner, takes, example)
        if form is Form.INTEGER and form not in takes and Form.FLOAT in takes:
            value, form = float(value), Form.FLOAT
        if form not in takes:
            what = f'"{owner}" takes {_listed(takes)}, not {self.text[start:end][:40]}'
            raise self.error(what, start, end, f"for example: {example}")
        self.advance(end - start)
        return Argument(value, form, start, end)

    def _literal(self, owner: str, takes: Forms, example: str) -> tuple[Any, Form, int]:
        text, at = self.text, self.at
        if found := _QUOTED.match(text, at):
            return self._unescaped(found), Form.QUOTED, found.end()
        if found := _BLOCK.match(text, at):
            return found[1], Form.BLOCK, found.end()
        if found := _RAW.match(text, at):
            return found[1], Form.RAW, found.end()
        if found := _PATTERN.match(text, at):
            return found[1], Form.PATTERN, found.end()
        if found := _OCTETS.match(text, at):
            return (*self._octets(found), found.end())
        if found := _CONSTANT.match(text, at):
            value = {"true": True, "false": False, "null": None}[found[0]]
            return value, Form.CONSTANT, found.end()
        if found := _TEMPLATE.match(text, at):
            return found[0], Form.TEMPLATE, found.end()
        if found := _NUMBER.match(text, at):
            return (*self._number(found), found.end())
        raise self._no_literal(owner, takes, example)

    def _unescaped(self, found: re.Match[str]) -> str:
        start = found.start(1)

        def one(escape: re.Match[str]) -> str:
            code = escape[1] or escape[2]
            if code and int(code, 16) < 0x110000 and not 0xD800 <= int(code, 16) < 0xE000:
                return chr(int(code, 16))
            plain = _ESCAPES.get(escape[3] or "")
            if plain is None:
                at = start + escape.start()
                hint = r"write \\ for a backslash, or a pattern as /…/"
                raise self.error(f'unknown escape "{escape[0]}"', at, at + len(escape[0]), hint)
            return plain

        return _ESCAPE.sub(one, found[1])

    def _octets(self, found: re.Match[str]) -> tuple[bytes, Form]:
        compact = "".join(found[2].split())
        try:
            if found[1] == "hex":
                return bytes.fromhex(compact), Form.HEX
            return base64.b64decode(compact, validate=True), Form.BASE64
        except (ValueError, binascii.Error):
            what = f'"{found[2][:40]}" is not {found[1]}'
            raise self.error(what, found.start(2), found.end(2)) from None

    def _number(self, found: re.Match[str]) -> tuple[int | float, Form]:
        written = found[0]
        if len(written) > 400:
            raise self.error("a number has at most 400 characters", found.start(), found.end())
        if written.lstrip("+-").isdecimal():
            return int(written), Form.INTEGER
        value = float(written)
        if value in (float("inf"), float("-inf")):
            raise self.error(f"{written} is too great a number", found.start(), found.end())
        return value, Form.FLOAT

    def _no_literal(self, owner: str, takes: Forms, example: str) -> CheckSyntaxError:
        shown, start = self.rest(), self.at
        hint = f"for example: {example}"
        if not shown:
            return self.error(f'"{owner}" needs {_listed(takes)}', start, start, hint)
        if shown[0] in '"`/' and (len(shown) > 1 or shown != "/"):
            closing = "```" if shown.startswith("```") else shown[0]
            return self.error(f"{shown} is never closed", start, len(self.text), f"add {closing}")
        if shown[0] == "'":
            return self.error(f"{shown} is no text", start, start + len(shown), "use double quotes")
        if shown.startswith(("hex,", "base64,")):
            return self.error(f"{shown} is never closed", start, len(self.text), "add ;")
        if shown.startswith("{{"):
            return self.error(f"{shown} is never closed", start, len(self.text), "add }}")
        what = f'"{owner}" takes {_listed(takes)}, not {shown}'
        if Form.QUOTED in takes:
            hint = f'put the text in double quotes: "{shown}"'
        return self.error(what, start, start + len(shown), hint)


def _listed(takes: Forms) -> str:
    """Return what a word takes, in words."""
    kinds = []
    if Form.QUOTED in takes:
        kinds.append('a "text"')
    if Form.PATTERN in takes:
        kinds.append("a /pattern/")
    if Form.FLOAT in takes:
        kinds.append("a number")
    elif Form.INTEGER in takes:
        kinds.append("a whole number")
    if Form.HEX in takes:
        kinds.append("bytes as hex,…;")
    if Form.CONSTANT in takes:
        kinds.append("true, false or null")
    return " or ".join([", ".join(kinds[:-1]), kinds[-1]] if len(kinds) > 1 else kinds)
