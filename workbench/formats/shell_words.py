r"""The words of a shell command, as a POSIX shell, bash and cmd.exe would split them.

    'a b'  "a \"b\""  a\ b  $'a\nb'     quotes of sh and bash; a backslash ends no line
    ^"a^"  and a caret at the end        as browsers write commands for cmd.exe

Nothing is expanded and nothing is run: `$HOME` and `` `id` `` stay as they are.
"""

import re
from collections.abc import Iterator

from workbench.errors import Problem, WorkbenchError

_ESCAPES = {
    "a": "\a", "b": "\b", "e": "\x1b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v",
}  # fmt: skip
_ANSI_ESCAPE = re.compile(
    r"\\(?:u([0-9a-fA-F]{1,4})|U([0-9a-fA-F]{1,8})|x([0-9a-fA-F]{1,2})|([0-7]{1,3})|(.))", re.DOTALL
)
_FOR_CMD = re.compile(r"\^[\"\r\n]")
_CARET = re.compile(r"\^(\r?\n|.)", re.DOTALL)
_PIECE = re.compile(
    r"(?P<space>\s+)|(?P<end>[|;&<>()]+)|\$'(?P<ansi>[^'\\]*(?:\\.[^'\\]*)*)'|'(?P<single>[^']*)'"
    r"|\"(?P<double>[^\"\\]*(?:\\.[^\"\\]*)*)\"|\\(?P<escaped>\r?\n|.)|(?P<plain>[^\s'\"\\|;&<>()$]+|\$)",
    re.DOTALL,
)


def split_words(text: str) -> tuple[list[str], str]:
    """Return the words of a text's first command, and what follows the command.

    Raises a WorkbenchError if a quote is never closed.
    """
    if _FOR_CMD.search(text):
        text = _CARET.sub(lambda found: "" if found[1].strip("\r") == "\n" else found[1], text)
    words: list[str] = []
    word: list[str] | None = None
    at = 0
    while at < len(text):
        found = _PIECE.match(text, at)
        if found is None:
            raise WorkbenchError(Problem(f"the quote {text[at]} is never closed", hint="close it"))
        kind, at = found.lastgroup or "", found.end()
        if kind == "end" and found["end"] not in ("(", ")"):
            at = found.start()
            break
        if kind == "escaped" and "\n" in found["escaped"]:
            continue  # the line goes on
        if kind == "space":
            words += ["".join(word)] if word is not None else []
            word = None
        else:
            word = [*(word or []), *_said(kind, found[kind] or "")]
    words += ["".join(word)] if word is not None else []
    return words, text[at:].strip()


def _said(kind: str, source: str) -> Iterator[str]:
    match kind:
        case "ansi":
            yield _ANSI_ESCAPE.sub(_ansi, source)
        case "double":
            yield re.sub(r"\\(\r?\n|[\"\\$`])", lambda f: "" if "\n" in f[1] else f[1], source)
        case _:
            yield source


def _ansi(found: re.Match[str]) -> str:
    digits = found[1] or found[2] or found[3]
    if digits or found[4]:
        code = int(digits, 16) if digits else int(found[4], 8)
        return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
    return _ESCAPES.get(found[5], found[5])
