"""What enter writes in a text: the next line begins where this one does, or further in."""

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


def _is_template(before: str, opened: str) -> bool:
    return opened == "{" and before.endswith("{{")
