"""Whether a body is what its header says that it is. No widgets here."""

import re

from workbench.bodies.kind import Kind
from workbench.bodies.kinds.json import KIND as JSON
from workbench.engine.json_writing import json_fault

MOST = 1024 * 1024  # bytes of a body that is looked through

_JSON_TYPE = re.compile(r"[/+]json\s*(;|$)", re.IGNORECASE)


def is_doubtful(content_type: str, kind: Kind, size: int) -> bool:
    """Tell whether a body is said to be JSON but was not taken for it, and why can be told."""
    claims = _JSON_TYPE.search(content_type) is not None
    return claims and kind.name != JSON.name and 0 < size <= MOST


def why_not_json(data: bytes) -> str:
    """Return in words where a text stops to be JSON, empty if it is; takes milliseconds."""
    fault = json_fault(data.decode("utf-8", "replace"))
    place, _, reason = fault.partition(" ")
    line, _, column = place.partition(":")
    if not fault:
        return ""
    return f"no JSON, though its header says so: {reason} at line {line}, column {column}"
