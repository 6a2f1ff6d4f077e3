"""Texts in which both sides of each conflict stand between markers, as git writes them."""

from collections.abc import Sequence
from difflib import SequenceMatcher

from .merge_lines import lines_of, merge_regions


def marked(ours: str, theirs: str) -> str:
    """Return one text where two of them agree, with markers around the lines that differ."""
    left, right = _lines(ours), _lines(theirs)
    text: list[str] = []
    for tag, start, end, at, to in SequenceMatcher(None, left, right, False).get_opcodes():
        text += left[start:end] if tag == "equal" else _conflict(left[start:end], right[at:to])
    return "".join(text)


def merge_marked(base: str, ours: str, theirs: str) -> tuple[str, bool]:
    """Return a text merged line by line with markers, and whether there are none."""
    text: list[str] = []
    clean = True
    for region in merge_regions(_lines(base), _lines(ours), _lines(theirs)):
        if region.merged is None:
            clean = False
            text += _conflict(region.ours, region.theirs)
        else:
            text += region.merged
    return "".join(text), clean


def _lines(text: str) -> list[str]:
    """Return the lines of a text, each with its ending."""
    lines = lines_of(text)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    return lines


def _conflict(ours: Sequence[str], theirs: Sequence[str]) -> list[str]:
    end = "\r\n" if any(line.endswith("\r\n") for line in (*ours, *theirs)) else "\n"
    return [f"<<<<<<< ours{end}", *ours, f"======={end}", *theirs, f">>>>>>> theirs{end}"]
