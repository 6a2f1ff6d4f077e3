"""A name that a person gave → a file name that is safe on every system."""

import re
import unicodedata
from collections.abc import Iterable

_LONGEST = 60  # bytes; leaves room for a suffix and for `.NAME.toml.tmp-PID`
_DEVICES = re.compile(r"con|prn|aux|nul|com\d|lpt\d")
_TAKEN_BY_FORMAT = {"collection", "folder", "environments"}


def slug(name: str, taken: Iterable[str] = ()) -> str:
    """Return a file name without suffix for a name, different from all taken ones.

    Letters and digits of any script stay, in lower case; anything else becomes a hyphen,
    so the result is never hidden, never a path and never an option. Names that
    differ in case or composition alone count as the same.
    """
    text = unicodedata.normalize("NFKC", name).lower()
    kept = "".join(c if unicodedata.category(c)[0] in "LNM" else "-" for c in text)
    base = _shortened(re.sub(r"-+", "-", kept).strip("-")) or "unnamed"
    if _DEVICES.fullmatch(base) or base in _TAKEN_BY_FORMAT:
        base += "-1"
    used = {same(one) for one in taken}
    if same(base) not in used:
        return base
    number = 2
    while same(f"{base}-{number}") in used:
        number += 1
    return f"{base}-{number}"


def same(name: str) -> str:
    """Return what is equal for two file names that some systems cannot tell apart."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def _shortened(text: str) -> str:
    return unicodedata.normalize("NFC", text).encode()[:_LONGEST].decode(errors="ignore").strip("-")
