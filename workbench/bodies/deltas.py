"""How fast a model writes: deltas in a stream of events, and tokens where the stream counts them.

The events of OpenAI's and Anthropic's interfaces, and of those that are like them. They are
told by their keys alone: nothing is decoded, so a long stream costs next to nothing.
"""

import re

_DELTA = re.compile(rb'(?<!\\)"delta"\s*:\s*(?!\{\s*\})')
_LAST_WORDS = re.compile(rb'(?<!\\)"(?:stop_reason|finish_reason)"\s*:\s*"')
_TOKENS = re.compile(rb'(?<!\\)"(?:completion_tokens|output_tokens)"\s*:\s*(\d{1,12})')


class Deltas:
    """Counts the deltas of a stream, and reads how many tokens it says that they were."""

    def __init__(self) -> None:
        self.count = 0
        self.tokens = 0
        self._first: float | None = None
        self._last: float | None = None

    def take(self, event: bytes, at: float | None) -> None:
        """Take in an event that came so many seconds after the first byte, if that is known."""
        if (tokens := _TOKENS.findall(event)) and self.count:
            self.tokens = int(tokens[-1])
        if not _DELTA.search(event) or _LAST_WORDS.search(event):
            return
        self.count += 1
        self._first, self._last = at if self._first is None else self._first, at

    @property
    def words(self) -> str:
        """What was counted, such as `38 deltas, 21.4 deltas/s`; nothing without deltas."""
        if not self.count:
            return ""
        noun = "tokens" if self.tokens else "deltas"
        number = self.tokens or self.count
        counted = f"{number:,} {noun if number != 1 else noun[:-1]}"
        seconds = (self._last or 0.0) - (self._first or 0.0)
        if seconds <= 0:
            return counted
        # Between the first delta and the last there is one less than there are deltas.
        rate = (self.tokens or self.count - 1) / seconds
        return f"{counted}, {rate:,.1f} {noun}/s"
