"""Walk through JSON, and tell the values whose places are asked for.

Nothing is kept but what is open, so a body of any size can be walked, also while it grows.
"""

import re
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from workbench.model import Bytes

from .json_names import decoded_name
from .json_tokens import tokens

Key = str | int
Keys = tuple[Key, ...]

WINDOW = 256 * 1024
"""Bytes that are walked at once: some milliseconds."""

_STRING = rb'"(?:[^"\\]++|\\.)*+"'
# A member or element: what separates it, its key, and its value or the bracket that begins it.
_PART = re.compile(
    rb"[ \t\r\n,:]*+(?:(%s)[ \t\r\n]*+:[ \t\r\n]*+)?(%s|[{}\[\]]|[^ \t\r\n{}\[\],:\"]++)"
    % (_STRING, _STRING),
    re.DOTALL,
)
_FLAT = re.compile(rb'(?:[^"{}\[\]]++|%s)*+' % _STRING, re.DOTALL)
_MOST_KNOWN = 10_000  # keys


class Step(NamedTuple):
    """One step of a way: which keys it takes, and whether it may go down any depth first.

    One that `counts` takes keys by the length of their array instead, which is 0 in objects.
    """

    takes: Callable[[Key], bool]
    descends: bool = False
    counts: Callable[[Key, int], bool] | None = None


class Span(NamedTuple):
    """A value: the keys on the way to it, its first byte and the first one behind it."""

    keys: Keys
    start: int
    end: int


@dataclass(slots=True)
class _Found:
    keys: Keys
    start: int
    end: int = -1


@dataclass(slots=True)
class _Open:
    """A bracket that is open; `key` is that of the member or element that comes or came last."""

    is_object: bool
    states: frozenset[int]
    found: _Found | None
    key: Key = 0
    index: int = 0
    name: bytes | None = None
    length: int = 0


class Walk:
    """Finds the values at the end of a way, in the order of the text.

    Several texts, one behind the other, are walked one by one. `length_of` tells how many
    elements the array has that opens at a place, where a step counts.
    """

    def __init__(
        self, way: Sequence[Step], at: int = 0, length_of: Callable[[int], int] = lambda _: 0
    ) -> None:
        self.at = at
        """How far it has come."""
        self._way = way
        self._length_of = length_of
        self._stack: list[_Open] = []
        self._found: deque[_Found] = deque()
        self._skips = 0  # brackets that are open, with nothing of interest in them
        self._skipped: _Found | None = None
        self._known: dict[tuple[frozenset[int], bytes], tuple[Key, frozenset[int]]] = {}

    @property
    def at_top(self) -> bool:
        """Whether no bracket is open."""
        return not self._stack and not self._skips

    def step(self, source: Bytes, end: int, *, is_last: bool) -> bool:
        """Walk one window on, at most to `end`, which is the last of the text or not.

        Tells whether it got further. Raises ValueError where brackets do not match.
        """
        begun = self.at
        data = source.read(begun, min(WINDOW, end - begun))
        ends_here = is_last and begun + len(data) >= end
        used = 0
        while used < len(data):
            now = self._skip(data, used) if self._skips else self._take(data, used, ends_here)
            if now == used:
                break
            used = now
        self.at += used
        if not used and data:
            self._take_huge(source, end, is_last=is_last)
        return self.at > begun

    def take(self) -> list[Span]:
        """Return what is found and complete, once."""
        spans = []
        while self._found and self._found[0].end >= 0:
            found = self._found.popleft()
            spans.append(Span(found.keys, found.start, found.end))
        return spans

    def _take(self, data: bytes, at: int, is_last: bool) -> int:
        """Take in members and elements until something is to be skipped; returns how far."""
        begun = self.at
        while match := _PART.match(data, at):
            if match.end() == len(data) and not is_last:
                break
            name, value = match.groups()
            if name is not None and self._stack:
                self._stack[-1].name = name
            self._value(value, begun + match.start(2), begun + match.end())
            at = match.end()
            if self._skips:
                break
        return at

    def _skip(self, data: bytes, at: int) -> int:
        """Pass over what is of no interest; returns how far."""
        while self._skips and at < len(data):
            match = _FLAT.match(data, at)
            assert match is not None  # it may be empty
            at = match.end()
            bracket = data[at : at + 1]
            if bracket in (b"", b'"'):  # a string that does not end here
                break
            at += 1
            self._skips += 1 if bracket in b"{[" else -1
        if not self._skips and self._skipped is not None:
            self._skipped.end, self._skipped = self.at + at, None
        return at

    def _take_huge(self, source: Bytes, end: int, *, is_last: bool) -> None:
        """Take in what does not fit in a window: a long string, or space."""
        token = next(tokens(source, self.at, end), None)
        if token is None:
            self.at = end
        elif token.end < end or is_last:
            if not self._skips and token.text not in (b",", b":"):
                self._value(token.text, token.start, token.end)
            self.at = token.end

    def _value(self, text: bytes, start: int, end: int) -> None:
        stack = self._stack
        if text in (b"}", b"]"):
            if not stack or stack[-1].is_object != (text == b"}"):
                raise ValueError(f"at byte {start:,} a bracket closes that is not open")
            found = stack.pop().found
            if found is not None:
                found.end = end
            return
        opens = text in (b"{", b"[")
        around = stack[-1] if stack else None
        if around is None:
            states: frozenset[int] = frozenset((0,))
        else:
            if around.is_object and around.name is None and not opens:
                around.name = text  # its value is yet to come
                return
            states = self._below(around)
        found = None
        if len(self._way) in states:
            found = _Found(tuple(each.key for each in stack), start, -1 if opens else end)
            self._found.append(found)
        if not opens:
            return
        if any(state < len(self._way) for state in states):
            opened = _Open(text == b"{", states, found)
            if text == b"[" and self._has_to_count(states):
                opened.length = self._length_of(start)
            stack.append(opened)
        else:
            self._skips, self._skipped = 1, found

    def _below(self, around: _Open) -> frozenset[int]:
        """Return the steps that are done with the value that comes next."""
        if not around.is_object:
            around.key = around.index
            around.index += 1
            return self._done(around.states, around.key, around.length)
        name, around.name = around.name or b"", None
        known = self._known.get((around.states, name))
        if known is None:
            key = decoded_name(name)
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            known = self._known[around.states, name] = key, self._done(around.states, key)
        around.key, states = known
        return states

    def _has_to_count(self, states: frozenset[int]) -> bool:
        way = self._way
        return any(state < len(way) and way[state].counts is not None for state in states)

    def _done(self, states: frozenset[int], key: Key, length: int = 0) -> frozenset[int]:
        done = set()
        for state in states:
            if state < len(self._way):
                takes, descends, counts = self._way[state]
                if descends:
                    done.add(state)
                if takes(key) if counts is None else counts(key, length):
                    done.add(state + 1)
        return frozenset(done)
