"""Where lines begin while a text is written: where the one before does, or further in or out."""

from .brackets import PAIRS


def line_break(before: str, behind: str, indent: str) -> tuple[str, str]:
    """Return what comes before the cursor and behind it, between two parts of a line.

    What follows an opening bracket is indented; its partner goes to a line of its own.
    """
    margin = before[: len(before) - len(before.lstrip(" \t"))]
    opened = before.rstrip()[-1:]
    if opened not in PAIRS or _is_template(before.rstrip(), opened):
        return f"\n{margin}", ""
    closed = behind.lstrip().startswith(PAIRS[opened])
    return f"\n{margin}{indent}", f"\n{margin}" if closed else ""


def outdented(before: str, typed: str, indent: str) -> int:
    """Return how many characters before a closing bracket go, that begins its line."""
    if typed not in PAIRS.values() or before.strip(" \t"):
        return 0
    return 1 if before.endswith("\t") else min(len(before), len(indent))


def _is_template(before: str, opened: str) -> bool:
    return opened == "{" and before.endswith("{{")
