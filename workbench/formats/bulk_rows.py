r"""Rows ⇄ lines that a person edits in one go. Every text is rows: reading never fails.

# what the next row is for
page: 1
// debug: 1              is kept and not sent
- X-Legacy               takes an inherited one away
"a: b": "two\nlines"     in quotes, as in JSON, what a line could not say otherwise

Also read: `NAME=value`, as in files of variables, and `a=1&b=x%20y`, as in a URL.
"""

import json
import re
from collections.abc import Iterator
from urllib.parse import parse_qsl

from workbench.model import Row, Rows

_OFF, _REMOVED, _WHY = "// ", "- ", "# "
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
_PLAIN_NAME = re.compile(r'(?!//|-\s|#|")[^\s:=](?:[^:=\r\n]*[^\s:=])?')
_QUERY = re.compile(r"(?:[^\s:&=]+=[^\s&]*&)+[^\s:&=]+=[^\s&]*")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def encode_lines(rows: Rows) -> str:
    """Return rows as lines, with a newline after each."""
    return "".join(f"{line}\n" for row in rows for line in _lines(row))


def decode_lines(text: str) -> Rows:
    """Return the rows of a text; blank lines and words on no row are left out."""
    return tuple(_rows(text.split("\n")))


def _lines(row: Row) -> Iterator[str]:
    if row.description:
        yield _WHY + (_quoted(row.description) if _is_odd(row.description) else row.description)
    mark = ("" if row.enabled else _OFF) + (_REMOVED if row.removed else "")
    name = row.name if _PLAIN_NAME.fullmatch(row.name) else _quoted(row.name)
    value = _quoted(row.value) if _is_odd(row.value) else row.value
    yield f"{mark}{name}" if row.removed and not row.value else f"{mark}{name}: {value}".rstrip(" ")


def _rows(lines: list[str]) -> Iterator[Row]:
    why = ""
    for line in (line.strip() for line in lines):
        if line.startswith("#"):
            why = _text(line[1:].strip())
        elif _QUERY.fullmatch(line):
            yield from (Row(*pair) for pair in parse_qsl(line, keep_blank_values=True))
        elif line:
            rest, enabled = _without(line, "//")
            rest, removed = _without(rest, "- ") if rest != "-" else ("", True)
            name, value = _name_and_value(rest)
            yield Row(name, value, not enabled, removed, why)
            why = ""


def _without(line: str, mark: str) -> tuple[str, bool]:
    return (line.removeprefix(mark).strip(), True) if line.startswith(mark) else (line, False)


def _name_and_value(line: str) -> tuple[str, str]:
    quoted = _STRING.match(line)
    if quoted and (line[quoted.end() :].lstrip() + ":").startswith(":"):
        return _text(quoted[0]), _text(line[quoted.end() :].lstrip().removeprefix(":").strip())
    ends = [at for mark in ":=" if (at := line.find(mark)) >= 0]
    end = min(ends, default=len(line))
    name, value = line[:end], line[end + 1 :]
    if line[end : end + 1] == "=":
        name = name.removeprefix("export ")
    return name.strip(), _text(value.strip())


def _text(written: str) -> str:
    """Return what a text in quotes says; any other says itself."""
    if _STRING.fullmatch(written):
        try:
            return str(json.loads(written))
        except ValueError:
            return written
    return written


def _is_odd(text: str) -> bool:
    """Tell whether a text at the end of a line would be read as another one."""
    return text != text.strip() or bool(_CONTROL.search(text) or _STRING.fullmatch(text))


def _quoted(text: str) -> str:
    return json.dumps(text)


def encode_texts(rows: Rows) -> str:
    """Return rows that are a name and nothing else, such as checks, as lines."""
    return "".join(f"{line}\n" for row in rows for line in _text_lines(row))


def decode_texts(text: str) -> Rows:
    """Return the rows of lines without values."""
    rows, why = [], ""
    for line in (line.strip() for line in text.split("\n")):
        if line.startswith("#"):
            why = _text(line[1:].strip())
        elif line:
            rest, enabled = _without(line, "//")
            rows.append(Row(_text(rest), enabled=not enabled, description=why))
            why = ""
    return tuple(rows)


def _text_lines(row: Row) -> Iterator[str]:
    if row.description:
        yield _WHY + (_quoted(row.description) if _is_odd(row.description) else row.description)
    is_odd = _is_odd(row.name) or not row.name or row.name.startswith(("#", "//"))
    yield ("" if row.enabled else _OFF) + (_quoted(row.name) if is_odd else row.name)
