"""Rows of the pretty-printed form of JSON, for JSON of any size and layout.

The form is never built. Feeding counts its rows, a block at a time, with methods of `bytes`
that run at C speed; a row is made when it is asked for, from the few kilobytes around it.
"""

from collections.abc import Iterator
from sys import maxsize

from workbench.model import Bytes

from .checkpoints import SPACING, Checkpoint, blocks
from .counted_index import CountedIndex
from .index import Line, Nodes
from .json_counter import Place, RowCounter
from .json_outline import Outline
from .json_rows import RowBuilder
from .json_tokens import TOKEN, WINDOW, Token, after_string, tokens

_NEAR = 2 * 1024  # bytes that are read token by token; those before them are only counted


class JsonIndex(CountedIndex):
    """Rows like those of `json.dumps(indent=2)`, with every token as it was sent.

    Several JSON texts, one after the other or one a line, each start a row. `ok` turns
    False when brackets do not match or are nested too deeply to be shown: then the text
    itself is the better view. Rows can be had all the same.
    """

    def __init__(self, source: Bytes) -> None:
        super().__init__(source)
        self._counter = RowCounter()
        self._end = 0  # as far as tokens can be read: not into an unfinished escape
        self.outline = Outline()
        """Which brackets are open where."""

    @property
    def ok(self) -> bool:
        """True as long as brackets match and are not nested too deeply."""
        return self.outline.ok

    def feed(self, data: bytes) -> None:
        """Index the next bytes, which the source must hold already."""
        for block in blocks(data):
            self._feed_block(block)

    def rows(self, first: int, count: int) -> list[Line]:
        """Return up to `count` rows from number `first`, which starts at 0."""
        wanted = min(count, self._total - first)
        if wanted <= 0:
            return []
        end = self._end
        checkpoint = self._near(self._checkpoints.before(first), first, maxsize)
        place = Place.of(checkpoint)
        builder = RowBuilder(first, wanted, checkpoint.row, place.depth, place.after)
        at = self._resume(checkpoint, end)
        while at < end and not builder.full:
            data = self._source.read(at, min(WINDOW, end - at))
            used = self._add_tokens(builder, data, at, at + len(data) >= end)
            at += used
            if builder.skipping and not builder.full:
                checkpoint = self._checkpoints.at_or_before(builder.row)
                if checkpoint.row == builder.row and checkpoint.at > at:
                    place = Place.of(checkpoint)
                    builder.jump(place.depth, place.after)
                    at = self._resume(checkpoint, end)
                    continue
            if not used:
                break
        return builder.finish(end)

    def row_at(self, offset: int) -> int:
        """Return the row that the byte at an offset is drawn in."""
        checkpoint = self._near(self._checkpoints.at_offset(offset), maxsize, offset)
        row = checkpoint.row
        for found, token in self._placed(checkpoint):
            if token.start > offset:
                break
            row = found
        return max(0, min(row, self._total - 1))

    def span(self, row: int) -> tuple[int, int]:
        """Return where the first token of a row begins and where its last one ends."""
        start = end = -1
        for found, token in self._placed(self._near(self._checkpoints.before(row), row, maxsize)):
            if found > row:  # a row without tokens, as after a stray comma, is before the next
                return (token.start, token.start) if start < 0 else (start, end)
            if found == row:
                start, end = token.start if start < 0 else start, token.end
        return (self._end, self._end) if start < 0 else (start, end)

    def nodes(self, source: Bytes) -> Nodes:
        """Return what knows the values."""
        from .json_nodes import JsonNodes

        return JsonNodes(source, self)

    @staticmethod
    def _add_tokens(builder: RowBuilder, data: bytes, at: int, is_last: bool) -> int:
        """Add the tokens of a window and return how many bytes of it are done with.

        A token that touches the end may go on: it is left for a window that starts with
        it. One that fills a whole window is longer than a row shows, so its head will do.
        """
        for match in TOKEN.finditer(data):
            if match.end() == len(data) and not is_last:
                if match.start() == 0:
                    builder.add(match[0], at)
                return match.start()
            builder.add(match[0], at + match.start())
            if builder.full:
                return match.end()
        return len(data)

    def _resume(self, checkpoint: Checkpoint, end: int) -> int:
        """Return where the first token after a checkpoint may begin: not inside a string."""
        if Place.of(checkpoint).inside:
            return after_string(self._source, checkpoint.at, end)
        return checkpoint.at

    def resume(self, offset: int) -> tuple[int, int, int]:
        """Return a place at or before an offset, where tokens go on from there, and the depth."""
        checkpoint = self._checkpoints.at_offset(offset)
        place = Place.of(checkpoint)
        depth = place.depth + (place.after == b"{")
        return checkpoint.at, self._resume(checkpoint, self._end), depth

    def _placed(self, checkpoint: Checkpoint) -> Iterator[tuple[int, Token]]:
        """Yield the tokens from a checkpoint on, each with the row it lies in."""
        end = self._end
        place = Place.of(checkpoint)
        counter = RowBuilder(maxsize, 0, checkpoint.row, place.depth, place.after)
        for token in tokens(self._source, self._resume(checkpoint, end), end):
            row = counter.row
            counter.add(token.text, token.start)
            yield (row if token.text == b"," else counter.row), token

    def _near(self, checkpoint: Checkpoint, row: int, offset: int) -> Checkpoint:
        """Return a place further on that is still before a row, and not behind an offset."""
        data = self._source.read(checkpoint.at, min(2 * SPACING, self._end - checkpoint.at))
        counter = RowCounter(checkpoint)
        for at in range(0, len(data), _NEAR):
            counter.feed(data[at : at + _NEAR])
            if counter.breaks >= row or counter.at > offset:
                break
            checkpoint = counter.checkpoint()
        return checkpoint

    def _feed_block(self, raw: bytes) -> None:
        counter, begun = self._counter, self._end
        text = counter.feed(raw)
        self.outline.feed(text, begun, counter.at, counter.reducer.inside)
        if counter.at - self._checkpoints.last.at >= SPACING:
            self._checkpoints.add(counter.checkpoint())
        # Readers take the total first and the end of what they may read after it.
        self._fed, self._end = self._fed + len(raw), counter.at
        self._total = counter.breaks + counter.started
