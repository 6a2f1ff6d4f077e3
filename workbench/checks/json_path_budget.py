"""Count what a JSONPath query visits, and stop it: `$..[?$..[?$..*]]` would run for days.

Imports `jsonpath` at the top: only `json_path` imports this, when a query runs.
"""

from collections.abc import Iterable
from typing import Any

from jsonpath import JSONPath, JSONPathMatch
from jsonpath.filter import BaseExpression, FilterQuery
from jsonpath.segments import JSONPathRecursiveDescentSegment
from jsonpath.selectors import Filter, JSONPathSelector, SliceSelector

from workbench.errors import Problem, WorkbenchError


class Budget(dict[str, Any]):
    """How many nodes a query may still visit.

    It travels as the context that the library hands from a query to those in its filters.
    """

    def __init__(self, steps: int) -> None:
        super().__init__()
        self.left = steps

    def __bool__(self) -> bool:
        """Be true: the library replaces an empty context by a new one."""
        return True

    def spend(self) -> None:
        """Count one node, or raise a WorkbenchError when none is left."""
        self.left -= 1
        if self.left < 0:
            hint = "name the members on the way instead of searching with .."
            raise WorkbenchError(Problem("the JSONPath visits too many nodes", hint=hint))


class _Node(JSONPathMatch):
    """A node that is counted, and does without the text of its path and links to children."""

    __slots__ = ()

    def add_child(self, *children: JSONPathMatch) -> None:
        """Keep no node alive for longer than it is looked at."""

    def new_child(self, obj: object, key: int | str) -> JSONPathMatch:
        assert isinstance(self._filter_context, Budget)
        self._filter_context.spend()
        return _Node(
            filter_context=self._filter_context,
            obj=obj,
            parent=self,
            parts=(*self.parts, key),
            path="",
            root=self.root,
        )


class _Slice(SliceSelector):
    """A slice of arrays only, as RFC 9535 has it: the library takes those of texts as well."""

    __slots__ = ()

    def resolve(self, node: JSONPathMatch) -> Iterable[JSONPathMatch]:
        return super().resolve(node) if isinstance(node.obj, list) else ()


class _Descent(JSONPathRecursiveDescentSegment):
    """A search with `..` that goes as deep as the document does, without recursion."""

    __slots__ = ()

    def resolve(self, nodes: Iterable[JSONPathMatch]) -> Iterable[JSONPathMatch]:
        for node in nodes:
            waiting = [node]
            while waiting:
                here = waiting.pop()
                for selector in self.selectors:
                    yield from selector.resolve(here)
                children = [
                    here.new_child(value, part)
                    for part, value in _members(here.obj)
                    if isinstance(value, dict | list)
                ]
                waiting += reversed(children)


class _Path(JSONPath):
    """A query that counts its nodes."""

    __slots__ = ()

    def finditer(self, data: Any, *, filter_context: Any = None) -> Iterable[JSONPathMatch]:
        filter_context.spend()
        root = _Node(
            filter_context=filter_context, obj=data, parent=None, parts=(), path="", root=data
        )
        nodes: Iterable[JSONPathMatch] = [root]
        for segment in self.segments:
            nodes = segment.resolve(nodes)
        return nodes


def bounded(path: JSONPath) -> JSONPath:
    """Return a query that counts, as do those in its filters; the path itself is used up."""
    for segment in path.segments:
        segment.selectors = tuple(map(_strict, segment.selectors))
        for selector in segment.selectors:
            if isinstance(selector, Filter):
                _bound(selector.expression)
    segments = (
        _Descent(env=segment.env, token=segment.token, selectors=segment.selectors)
        if isinstance(segment, JSONPathRecursiveDescentSegment)
        else segment
        for segment in path.segments
    )
    return _Path(env=path.env, segments=segments, pseudo_root=path.pseudo_root)


def _strict(selector: JSONPathSelector) -> JSONPathSelector:
    if not isinstance(selector, SliceSelector):
        return selector
    start, stop, step = selector.slice.start, selector.slice.stop, selector.slice.step
    return _Slice(env=selector.env, token=selector.token, start=start, stop=stop, step=step)


def _members(value: object) -> Iterable[tuple[int | str, object]]:
    if isinstance(value, dict):
        return value.items()
    return enumerate(value) if isinstance(value, list) else ()


def _bound(expression: BaseExpression) -> None:
    if isinstance(expression, FilterQuery):
        expression.path = bounded(expression.path)
    for child in expression.children():
        _bound(child)
