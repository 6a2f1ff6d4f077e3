"""Bytes into things to look at. Pure: sources are read through `model.Bytes`."""

from .hex_index import HexIndex
from .index import Line, Piece, PieceKind, RowIndex
from .json_index import JsonIndex
from .safe import safe_line, safe_text
from .sniff import HEAD, BodyKind, sniff
from .text_index import TextIndex

__all__ = [
    "HEAD",
    "BodyKind",
    "HexIndex",
    "JsonIndex",
    "Line",
    "Piece",
    "PieceKind",
    "RowIndex",
    "TextIndex",
    "safe_line",
    "safe_text",
    "sniff",
]
