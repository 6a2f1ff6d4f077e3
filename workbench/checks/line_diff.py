"""How two texts differ, line by line."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from .alignment import aligned
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


def diff_lines(old: str, new: str) -> Iterator[Line]:
    """Yield every line of two texts, as kept, taken away or added."""
    before, after = old.splitlines(), new.splitlines()
    at = new_at = 0
    blocks = [(block.old, block.new, block.size) for block in aligned(before, after)]
    for start, new_start, size in [*blocks, (len(before), len(after), 0)]:
        for number in range(at, start):
            yield Line("-", before[number], number + 1, None)
        for number in range(new_at, new_start):
            yield Line("+", after[number], None, number + 1)
        for step in range(size):
            yield Line(" ", before[start + step], start + step + 1, new_start + step + 1)
        at, new_at = start + size, new_start + size


def line_diff(old: str, new: str, context: int = CONTEXT, longest: int = _LINES) -> tuple[str, ...]:
    """Return a diff as lines of text, each with its sign, unchanged ones only near changes.

    `@@ 12 @@` goes before a part that does not follow on: the number of its line in the new
    text, or in the old one for a line taken away. Long lines and long diffs are cut.
    """
    lines = list(diff_lines(old, new))
    changed = [at for at, line in enumerate(lines) if line.sign != " "]
    written: list[str] = []
    last = -1
    for at in _near(changed, context, len(lines)):
        if len(written) >= longest:
            written.append(f"… and more: {len(changed)} lines differ in all")
            break
        line = lines[at]
        if at != last + 1:
            written.append(f"@@ {line.new or line.old} @@")
        written.append(line.sign + cut(line.text, _COLUMNS))
        last = at
    if not changed and old != new:
        written.append("the texts differ in line ends only")
    return tuple(written)


def _near(changed: list[int], context: int, count: int) -> Iterator[int]:
    """Yield the places of changed lines and of those around them."""
    done = 0
    for at in changed:
        yield from range(max(done, at - context), min(count, at + context + 1))
        done = max(done, min(count, at + context + 1))
