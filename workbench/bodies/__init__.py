"""Bytes into things to look at. Pure: sources are read through `model.Bytes`."""

from .safe import safe_line, safe_text
from .sniff import HEAD, BodyKind, sniff

__all__ = ["HEAD", "BodyKind", "safe_line", "safe_text", "sniff"]
