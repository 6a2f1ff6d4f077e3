"""Names of members as texts and as steps of a path (RFC 9535)."""

import json
import re

_PLAIN = re.compile(r"[^\W\d]\w*")
_ESCAPED = str.maketrans(
    {"\\": "\\\\", "'": "\\'", "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
)


def decoded_name(key: bytes) -> str:
    """Return the name that a key stands for; one that is no JSON stands for itself."""
    try:
        name = json.loads(key)
    except ValueError:  # not UTF-8 is one of these
        name = None
    return name if isinstance(name, str) else key.strip(b'"').decode("utf-8", "replace")


def path_step(name: str) -> str:
    """Return the step of a JSONPath that selects a name: `.id`, or `['odd name']`."""
    if _PLAIN.fullmatch(name):
        return f".{name}"
    quoted = name.translate(_ESCAPED)
    return "['" + "".join(c if c >= " " else f"\\u{ord(c):04x}" for c in quoted) + "']"
