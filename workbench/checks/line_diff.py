"""How two texts differ, line by line."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from .alignment import Block, aligned
from .values import cut

Sign: TypeAlias = Literal[" ", "-", "+"]

CONTEXT = 3
_LINES = 200  # lines of a diff as text
_COLUMNS = 300  # characters of each of them


@dataclass(frozen=True, slots=True)
class Line:
    """A line of both texts (" "), only of the old ("-") or only of the new ("+").

    Numbers count from 1; a line that is not in a text has none there.
    """

    sign: Sign
    text: str
    old: int | None
    new: int | None


@dataclass(frozen=True, slots=True)
class _Gap:
    """Lines that differ, as spans of both texts, and how many same ones follow them."""

    old: range
    new: range
    same: int

    @property
    def count(self) -> int:
        return len(self.old) + len(self.new)


def diff_lines(old: str, new: str) -> Iterator[Line]:
    """Yield every line of two texts, as kept, taken away or added."""
    before, after = old.splitlines(), new.splitlines()
    for gap in _gaps(before, after):
        yield from _changed(gap, before, after)
        yield from _same(gap, before, 0, gap.same)


def line_diff(old: str, new: str, context: int = CONTEXT, longest: int = _LINES) -> tuple[str, ...]:
    """Return a diff as lines of text, each with its sign, unchanged ones only near changes.

    `@@ 12 @@` goes before a part that does not follow on: the number of its line in the new
    text, or in the old one for a line taken away. Long lines and long diffs are cut.
    """
    before, after = old.splitlines(), new.splitlines()
    gaps = list(_gaps(before, after))
    written: list[str] = []
    skipped = False
    for line in _near(gaps, before, after, context):
        if line is None:
            skipped = True
            continue
        if len(written) >= longest:
            count = sum(gap.count for gap in gaps)
            written.append(f"… and more: {count} lines differ in all")
            break
        if skipped:
            written.append(f"@@ {line.new or line.old} @@")
            skipped = False
        written.append(line.sign + cut(line.text, _COLUMNS))
    if not written and old != new:
        written.append("the texts differ in line ends only")
    return tuple(written)


def _gaps(before: Sequence[str], after: Sequence[str]) -> Iterator[_Gap]:
    """Yield what differs, from the start of the texts on; the first may be empty."""
    at = new_at = 0
    for block in [*aligned(before, after), Block(len(before), len(after), 0)]:
        yield _Gap(range(at, block.old), range(new_at, block.new), block.size)
        at, new_at = block.old + block.size, block.new + block.size


def _near(
    gaps: list[_Gap], before: Sequence[str], after: Sequence[str], context: int
) -> Iterator[Line | None]:
    """Yield the lines that differ and those around them, and None where others are left out."""
    for number, gap in enumerate(gaps):
        yield from _changed(gap, before, after)
        head = context if gap.count else 0
        tail = context if number + 1 < len(gaps) and gaps[number + 1].count else 0
        if head + tail >= gap.same:
            yield from _same(gap, before, 0, gap.same)
        else:
            yield from _same(gap, before, 0, head)
            yield None
            yield from _same(gap, before, gap.same - tail, gap.same)


def _changed(gap: _Gap, before: Sequence[str], after: Sequence[str]) -> Iterator[Line]:
    for at in gap.old:
        yield Line("-", before[at], at + 1, None)
    for at in gap.new:
        yield Line("+", after[at], None, at + 1)


def _same(gap: _Gap, before: Sequence[str], start: int, end: int) -> Iterator[Line]:
    """Yield some of the lines that follow a gap."""
    for step in range(start, end):
        at, new_at = gap.old.stop + step, gap.new.stop + step
        yield Line(" ", before[at], at + 1, new_at + 1)
