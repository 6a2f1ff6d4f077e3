"""How large a value is: what resolves may grow from little, and must stop growing."""

from workbench.model import Value

MAX_LENGTH = 16 * 1024 * 1024
MAX_NESTING = 100


def size_of(value: Value) -> int:
    """Return about how many characters a value takes as text.

    It is more than MAX_LENGTH for one that is nested deeper than MAX_NESTING. A part that
    occurs many times is measured once.
    """
    if isinstance(value, str):
        return len(value)
    size, height = _measured(value, 0, {})
    return size if height <= MAX_NESTING else MAX_LENGTH + 1


def _measured(value: Value, depth: int, known: dict[int, tuple[int, int]]) -> tuple[int, int]:
    """Return the size and the height of a value."""
    match value:
        case str():
            return len(value), 0
        case list():
            items, extra = value, 2 + len(value)
        case dict():
            items, extra = list(value.values()), 2 + sum(len(name) + 4 for name in value)
        case _:
            return 8, 0
    if id(value) not in known:
        if depth > MAX_NESTING:
            return 0, MAX_NESTING + 1
        measured = [_measured(item, depth + 1, known) for item in items]
        size = extra + sum(size for size, _ in measured)
        known[id(value)] = size, 1 + max((height for _, height in measured), default=0)
    return known[id(value)]
