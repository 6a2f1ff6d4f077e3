"""A body as it may be shown: with stars in the place of secrets, byte for byte as long."""

from workbench.bodies.events_index import Stamped
from workbench.model import Bytes

from .redact import Redactor


class Masked:
    """Bytes of another source, with secrets starred out unless `reveal` is set.

    A read looks around what is asked for, so that secrets over its borders are found.
    """

    def __init__(self, source: Bytes, redactor: Redactor) -> None:
        self._source = source
        self.redactor = redactor
        self.reveal = False

    @property
    def size(self) -> int:
        """How many bytes are there by now."""
        return self._source.size

    def arrived(self, offset: int) -> float | None:
        """Return when the byte at an offset came, if the source knows that."""
        return self._source.arrived(offset) if isinstance(self._source, Stamped) else None

    def read(self, start: int, length: int) -> bytes:
        """Return up to `length` bytes from `start`; fewer at the end."""
        margin = self.redactor.margin
        if self.reveal or not margin:
            return self._source.read(start, length)
        before = min(start, margin)
        around = self._source.read(start - before, before + length + margin)
        return self.redactor.starred(around)[before : before + length]

    def text(self, decoded: str) -> str:
        """Return a text that was decoded from the body as it may be shown."""
        return decoded if self.reveal else self.redactor.text(decoded)
