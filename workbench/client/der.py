"""DER, the encoding of certificates (ITU-T X.690), as far as reading them takes. No I/O."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Element:
    """One value in some bytes: its tag, where it starts, its content and where it ends."""

    data: bytes
    tag: int
    start: int
    inside: int
    end: int

    @property
    def content(self) -> bytes:
        """The bytes of the value."""
        return self.data[self.inside : self.end]

    @property
    def encoded(self) -> bytes:
        """The bytes with tag and length."""
        return self.data[self.start : self.end]

    def children(self) -> Iterator["Element"]:
        """Yield the values within this one, which must be a sequence, a set or tagged."""
        position = self.inside
        while position < self.end:
            child = element(self.data, position, self.end)
            yield child
            position = child.end


def element(data: bytes, position: int = 0, end: int | None = None) -> Element:
    """Return the value at a position; raises ValueError if it is not all there."""
    end = len(data) if end is None else end
    inside = position + 2
    if inside > end:
        raise ValueError("the certificate is cut short")
    length = data[position + 1]
    if length & 0x80:
        count = length & 0x7F
        length = int.from_bytes(data[inside : inside + count], "big")
        inside += count
    if inside + length > end:
        raise ValueError("the certificate is cut short")
    return Element(data, data[position], position, inside, inside + length)


def object_identifier(content: bytes) -> str:
    """Return an object identifier as numbers with dots (X.690, section 8.19)."""
    numbers: list[int] = []
    number = 0
    for byte in content:
        number = number << 7 | byte & 0x7F
        if byte & 0x80:
            continue
        if not numbers:
            first = min(number // 40, 2)
            numbers.append(first)
            number -= 40 * first
        numbers.append(number)
        number = 0
    return ".".join(map(str, numbers))
