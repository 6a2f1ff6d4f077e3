"""Bodies to measure with: JSON of any size in one line, or laid out."""

import json
from collections.abc import Iterator

CHUNK = 64 * 1024


def records(first: int, count: int) -> list[dict[str, object]]:
    """Return records of about 100 bytes each as compact JSON."""
    return [
        {"id": n, "name": f"user {n}", "tags": ["a", 'quo"te'], "score": n / 7, "active": True}
        for n in range(first, first + count)
    ]


def chunks(size: int) -> Iterator[bytes]:
    """Yield one JSON list of about that many bytes, in one line, as it comes from a network."""
    block = json.dumps(records(0, 10_000), separators=(",", ":")).encode()[1:-1]
    yield b"["
    sent = 0
    while sent < size:
        for at in range(0, len(block), CHUNK):
            yield block[at : at + CHUNK]
        sent += len(block)
        yield b"," if sent < size else b"]"


def laid_out(size: int) -> bytes:
    """Return a list of records of about that many bytes, two spaces a level."""
    return json.dumps(records(0, size // 150), indent=2).encode()
