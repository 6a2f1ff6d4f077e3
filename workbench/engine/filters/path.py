"""A JSONPath as a filter: the values that it finds, byte for byte as they were sent."""

import json
from array import array
from bisect import bisect_right
from time import sleep

from workbench.bodies.json_lengths import JsonLengths
from workbench.bodies.json_names import path_step
from workbench.bodies.json_spans import span_in, spanned
from workbench.bodies.json_walk import WINDOW, Keys, Span, Step, Walk
from workbench.checks.json_path_steps import way_of
from workbench.engine.body_work import PAUSE
from workbench.errors import Problem, WorkbenchError
from workbench.model import Bytes

from .filter import Filter

LARGEST = 16 << 20
"""The most bytes of a value that has to be held at once, as a filter `[?…]` needs it."""

MOST_PATHS = 100_000
"""The most results whose places are remembered."""

_BREATH = 0.0001  # seconds between two windows, which let the interface work
_PIECE = 1 << 20
_QUICK = 64 * 1024  # bytes that are parsed in a few milliseconds


class _Stopped(Exception):  # noqa: N818 - it ends the work, and nothing is wrong
    """The filter was stopped while an index was made."""


class PathFilter(Filter):
    """Writes the values that are found as a JSON array, also while the body grows."""

    def __init__(self, source: Bytes, text: str) -> None:
        super().__init__(source, text)
        self._way = way_of(text)
        self._walk = Walk([Step(*step) for step in self._way.steps])
        self._is_instead = False
        self._count = 0
        self._starts = array("q")
        self._paths: list[str] = []
        self._waiting = bytearray()  # to be put out
        self._near, self._around = 0, b""  # what was read last

    @property
    def told(self) -> str:
        """How much was found, and in how much of the body."""
        found = f"{self._count:,} found" if self._count else "nothing found"
        if self._is_instead and self._count > 1:
            found += ", in the order of the body"
        if not self.running:
            return found
        if not self._whole.is_set():
            return f"{found} so far"
        return f"{found} in {self._walk.at / (self._source.size or 1):.0%}"

    def path_of(self, offset: int, path: str) -> str:
        """Return the path in the body of what has an offset and a path in the output."""
        number = bisect_right(self._starts, offset) - 1
        if not 0 <= number < len(self._paths):
            return ""
        return self._paths[number] + path.partition("]")[2]

    def work(self) -> None:
        """Find values until the body is complete and walked through."""
        try:
            self._find()
        finally:
            if self._count:
                self.output.append(b"]\n")

    def _find(self) -> None:
        try:
            while not self.stopped:
                is_whole, walk = self._whole.is_set(), self._walk
                moved = (not self._is_instead or is_whole) and walk.step(
                    self._source, self._source.size, is_last=is_whole
                )
                self._put(walk.take())
                if moved:
                    sleep(_BREATH)
                elif is_whole:
                    break
                else:
                    self._enough.wait(PAUSE)
        except ValueError as error:
            raise WorkbenchError(Problem(f"the body is no JSON: {error}")) from None
        except _Stopped:
            return
        if not self.stopped and not self._walk.at_top:
            raise WorkbenchError(Problem("the JSON ends before its brackets are closed"))

    def _put(self, spans: list[Span]) -> None:
        """Write what was found in a window, with as few reads and writes as can be."""
        for keys, start, end in spans:
            if self.stopped:
                return
            if self._way.inside is None or self._is_instead:
                self._write(keys, start, end)
            elif end - start > LARGEST and self._way.instead:
                self._walk_instead(start)
                break
            else:
                self._ask(keys, start, end)
        self._flush()

    def _walk_instead(self, at: int) -> None:
        """Walk on from a value that is too large to be asked, through all that is in it."""
        lengths, self._is_instead = JsonLengths(self._source, self._rest), True
        steps = [Step(*step) for step in self._way.instead]
        self._walk = Walk(steps, at, lengths.length_of)

    def _rest(self) -> None:
        if self.stopped:
            raise _Stopped
        sleep(_BREATH)

    def _ask(self, keys: Keys, start: int, end: int) -> None:
        """Write what is found within a value."""
        assert self._way.inside is not None
        if end - start > LARGEST:
            hint = "a path of names, positions, slices and * has no such limit"
            what = f"this path needs a value of more than {LARGEST >> 20} MB at once"
            raise WorkbenchError(Problem(what, hint=hint))
        raw, last = self._read(start, end), keys[-1] if keys else None
        # The quick parser lets nobody else work meanwhile, and knows no places.
        is_small = len(raw) <= _QUICK
        value = json.loads(raw.decode("utf-8", "replace")) if is_small else spanned(raw)
        found = list(self._way.inside(last, value))
        if is_small and any(found):
            value = spanned(raw)
        for inner in found:
            first, behind = span_in(value, inner) or (0, len(raw))
            self._write((*keys, *inner), start + first, start + behind)

    def _write(self, keys: Keys, start: int, end: int) -> None:
        self._waiting += b",\n" if self._count else b"["
        self._count += 1
        if len(self._paths) < MOST_PATHS:
            self._paths.append("$" + "".join(map(_step, keys)))
            self._starts.append(self.output.size + len(self._waiting))
        if end - start <= _PIECE:
            self._waiting += self._read(start, end)
        else:
            self._flush()
            for at in range(start, end, _PIECE):
                self.output.append(self._source.read(at, min(_PIECE, end - at)))
        if len(self._waiting) > _PIECE:
            self._flush()

    def _flush(self) -> None:
        if self._waiting:
            self.output.append(bytes(self._waiting))
            self._waiting.clear()

    def _read(self, start: int, end: int) -> bytes:
        """Return some bytes of the body; those around them are read with them."""
        if not self._near <= start or end > self._near + len(self._around):
            self._near = start
            self._around = self._source.read(start, max(end - start, WINDOW))
        return self._around[start - self._near : end - self._near]


def _step(key: str | int) -> str:
    return f"[{key}]" if isinstance(key, int) else path_step(key)
