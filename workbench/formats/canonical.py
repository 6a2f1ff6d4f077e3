"""Put a file's keys and tables into the order of new files; comments go with what they are about.

Comments right above a key or header are about it. Others stay below the key that they
follow, and those at the top of a file stay there.
"""

from dataclasses import dataclass, field

from workbench.errors import WorkbenchError

from .file_kinds import READINGS, FileKind
from .layout import Entry, Section, sections
from .merge_lines import lines_of
from .shape import Shape
from .text import BOM
from .toml import parse
from .typed import Path
from .write import dotted

# Behind all that is known, where keys of one's own keep their order.
_UNKNOWN = 1000


def canonical(text: str, where: str, kind: FileKind) -> str:
    """Return a file's text in canonical order: what it says, down to the order of rows, stays.

    Values stay as they are written. A text whose order carries a meaning that another
    one could not carry comes back as it is. Raises WorkbenchError for what cannot be read.
    """
    reading = READINGS[kind]
    table = parse(text, where)
    before = reading.decode(text, where)
    mark = BOM if text.startswith(BOM) else ""
    ordered = mark + _ordered(text.removeprefix(BOM), reading.shape(table))
    try:
        is_same = parse(ordered, where) == table and reading.decode(ordered, where) == before
    except WorkbenchError:
        is_same = False
    return ordered if is_same else text


@dataclass(slots=True)
class _Item:
    """A header or a key with its comments: those above, on its line, and below it."""

    rank: tuple[int, ...]
    line: str
    above: list[str] = field(default_factory=list)
    below: list[str] = field(default_factory=list)
    has_air: bool = False  # an empty line before it
    has_air_below: bool = False  # an empty line before the comments below

    def lines(self, is_first: bool) -> list[str]:
        air = [""] if self.has_air and not is_first else []
        below = ([""] if self.has_air_below else []) + self.below if self.below else []
        return [*air, *self.above, self.line, *below]


def _ordered(text: str, shape: Shape) -> str:
    newline = "\r\n" if 2 * text.count("\r\n") > text.count("\n") else "\n"
    head, blocks = _blocks(text, shape)
    written = ["\n".join(head)] if head else []
    for block in [blocks[0], *sorted(blocks[1:], key=lambda block: block[0].rank)]:
        is_root = block is blocks[0]
        items = sorted(block if is_root else block[1:], key=lambda item: item.rank)
        if not is_root:
            items.insert(0, block[0])
        lines = [
            line
            for number, item in enumerate(items)
            for line in item.lines(number == 0 or (number == 1 and not is_root))
        ]
        if lines:
            written.append("\n".join(lines))
    whole = "\n\n".join(written) + "\n" if written else ""
    return whole.replace("\r\n", "\n").replace("\n", newline)


def _blocks(text: str, shape: Shape) -> tuple[list[str], list[list[_Item]]]:
    """Return the comments at the top, and the items of the root and of each section."""
    head: list[str] = []
    blocks: list[list[_Item]] = []
    previous: _Item | None = None
    at = 0
    for section in sections(text):
        blocks.append([])
        group = _rank(section.path, shape)
        found: list[tuple[int, int, _Item]] = []
        if section.path:
            found.append((section.start, section.end, _Item(group, _header(text, section))))
        for entry in section.entries:
            item = _Item(_rank(entry.path, shape), _pair(text, entry))
            found.append((_line_start(text, entry.start), _line_end(text, entry.value.end), item))
        for start, end, item in found:
            _share(text[at:start], head if previous is None else previous, item)
            blocks[-1].append(item)
            previous, at = item, end
    _share(text[at:], head if previous is None else previous, None)
    return head, blocks


def _share(gap: str, above: "_Item | list[str]", below: _Item | None) -> None:
    """Give the comments between two items to one of them."""
    lines = [line.strip(" \t\r\n") for line in lines_of(gap)]
    near = len(lines)
    while below is not None and near and lines[near - 1]:
        near -= 1
    far, rest = lines[:near], lines[near:]
    if isinstance(above, list):
        directives = [line for line in rest if line.startswith("#:")]
        above += [line for line in far if line] + directives
        rest = [line for line in rest if line not in directives]
    else:
        above.below += [line for line in far if line]
        above.has_air_below = bool(lines) and not lines[0]
    if below is not None:
        below.above = rest
        below.has_air = bool(far)


def _rank(path: Path, shape: Shape) -> tuple[int, ...]:
    """Return what sorts a path; the names of rows all rank the same and keep their order."""
    rank: list[int] = []
    here: Shape | None = shape
    for name in path:
        if here is None or here.notation is not None or not here.keys:
            break
        known = list(here.keys)
        rank.append(known.index(name) if name in here.keys else _UNKNOWN)
        here = here.keys.get(name)
    return tuple(rank)


def _header(text: str, section: Section) -> str:
    start = section.start
    raw = text[start : section.close].strip()
    name = f"[[{dotted(section.path)}]]" if raw.startswith("[[") else f"[{dotted(section.path)}]"
    return _with_comment(name, text[section.close : section.end])


def _pair(text: str, entry: Entry) -> str:
    key, value = text[entry.start : entry.name[1]], entry.value
    rest = text[value.end : _line_end(text, value.end)]
    return _with_comment(f"{key} = {text[value.start : value.end]}", rest)


def _with_comment(line: str, rest: str) -> str:
    comment = rest.strip()
    return f"{line}  {comment}" if comment else line


def _line_start(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def _line_end(text: str, at: int) -> int:
    return text.find("\n", at) + 1 or len(text)
