"""Plain values → TOML text as a person would write it.

`tomli_w` writes keys and strings that need escapes. What it never writes is ours: a body
in a literal string, where JSON needs no backslashes, and a row with flags on one line.
"""

import re
from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal
from typing import Any

import tomli_w

from workbench.errors import Problem, WorkbenchError

from .typed import Path

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")  # all but tab and newline
_INTEGER = re.compile(r"0|-?[1-9]\d{0,17}")
_FLOAT = re.compile(r"-?(?:0|[1-9]\d{0,17})\.\d{1,17}")


class Lines(list[Any]):
    """A list that is written with a line for each item, however short they are."""


def document(values: Mapping[str, Any], sections: Mapping[Path, Any]) -> str:
    """Return a whole file: single values first, then a section for each table with content."""
    lines = [f"{key(name)} = {value(plain)}" for name, plain in values.items()]
    blocks = ["\n".join(lines)] if lines else []
    for path, content in sections.items():
        blocks += section(path, content)
    return "\n\n".join(blocks) + "\n" if blocks else ""


def section(path: Path, content: Any, newline: str = "\n") -> list[str]:
    """Return the block of a table, or one block for each of a list of tables, if there is any."""
    if isinstance(content, list):
        return [newline.join([f"[[{dotted(path)}]]", *_pairs(item)]) for item in content]
    return [newline.join([f"[{dotted(path)}]", *_pairs(content)])] if content else []


def dotted(path: Path) -> str:
    """Return a path as it stands in a header or before an equals sign."""
    return ".".join(key(name) for name in path)


def key(name: str) -> str:
    """Return a key, quoted if it must be."""
    return tomli_w.dumps({_checked(name): 0}).removesuffix(" = 0\n")


def value(plain: Any, old: str = "", newline: str = "\n", *, loose: bool = False) -> str:
    """Return a value's text, in the style of the old text it replaces where that can hold it.

    With `loose` a text may take the place of a bare number or truth value without quotes.
    """
    match plain:
        case str():
            return plain if loose and _is_like(plain, old) else string(plain, old, newline)
        case bool():
            return "true" if plain else "false"
        case float() if plain.is_integer() and abs(plain) < 1e15 and "." not in old:
            return str(int(plain))
        case int() | float() | Decimal():
            return str(plain)
        case list():
            items = [value(item, newline=newline) for item in plain]
            return _array(items, newline, on_lines=isinstance(plain, Lines))
        case dict():
            pairs = ", ".join(_pairs(plain))
            return f"{{ {pairs} }}" if pairs else "{}"
        case date() | time():
            return plain.isoformat()
        case _:
            raise TypeError(f"no TOML for {type(plain).__name__}")


def string(text: str, old: str = "", newline: str = "\n") -> str:
    """Return a string: literal where that saves backslashes, on several lines if it has several."""
    _checked(text)
    if "\n" in text or old.startswith(('"""', "'''")):
        return _lines(text, old, newline)
    return _line(text, old)


def unwritable() -> WorkbenchError:
    """Return the error for a change after which a file would say something else."""
    hint = "change the file in a text editor"
    return WorkbenchError(Problem("this change cannot be written to the file", hint=hint))


def _line(text: str, old: str = "") -> str:
    literal = "'" not in text and "\n" not in text and not _CONTROL.search(text)
    wants_literal = old.startswith("'") or (not old and ('"' in text or "\\" in text))
    if literal and wants_literal:
        return f"'{text}'"
    return _escaped(text)


def _checked(text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError:
        hint = "a file is UTF-8, which cannot hold it"
        raise WorkbenchError(Problem("half of a surrogate pair in a text", hint=hint)) from None
    return text


def _lines(text: str, old: str, newline: str) -> str:
    # The newline after the opening quotes is not part of the text.
    opening = (
        newline
        if text.startswith("\n") or not re.match(r"'''[^\r\n']|\"\"\"[^\r\n\"]", old)
        else ""
    )
    literal = "'''" not in text and not text.endswith("'") and not _CONTROL.search(text)
    if literal and not old.startswith('"""'):
        return f"'''{opening}{text.replace(chr(10), newline)}'''"
    if "\r" in text:
        return _escaped(text)  # on several lines `tomli_w` takes it for a line ending
    return _escaped(text, lines=True).replace("\n", newline)


def _escaped(text: str, *, lines: bool = False) -> str:
    return tomli_w.dumps({"k": text}, multiline_strings=lines).removeprefix("k = ")[:-1]


def _is_like(text: str, old: str) -> bool:
    """Tell whether a text can stand bare, because the old one was a number or truth value too."""
    if old in {"true", "false"}:
        return text in {"true", "false"}
    return any(kind.fullmatch(old) and kind.fullmatch(text) for kind in (_INTEGER, _FLOAT))


def _array(items: list[str], newline: str, *, on_lines: bool) -> str:
    line = f"[{', '.join(items)}]"
    if not items or (len(line) <= 88 and "\n" not in line and not on_lines):
        return line
    return f"[{newline}" + "".join(f"  {item},{newline}" for item in items) + "]"


def _pairs(content: Mapping[str, Any]) -> list[str]:
    return [f"{key(name)} = {value(item)}" for name, item in content.items()]
