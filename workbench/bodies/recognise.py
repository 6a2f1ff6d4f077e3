"""Tell what a body is from its first bytes; what the header claims only settles doubts.

Every module in `kinds` has a `KIND`: adding a kind means adding a module, and nothing else.
"""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from . import kinds
from .kind import EMPTY, Kind
from .sniff import BOM, HEAD


def recognise(content_type: str, head: bytes) -> Kind:
    """Return the kind of a body that starts with `head`, of which `HEAD` bytes count."""
    if not head:
        return EMPTY
    head = head[:HEAD].removeprefix(BOM)
    declared = content_type.partition(";")[0].strip().lower()
    return max(all_kinds(), key=lambda kind: kind.claim(declared, head))


@cache
def all_kinds() -> tuple[Kind, ...]:
    """Return all kinds there are, by the names of their modules."""
    names = sorted(found.name for found in iter_modules(kinds.__path__))
    return tuple(import_module(f"{kinds.__name__}.{name}").KIND for name in names)
