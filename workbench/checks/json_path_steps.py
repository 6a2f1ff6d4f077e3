"""A JSONPath as steps that can be taken while a text is read, and what is left for values."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .json_path import MOST_STEPS, compiled
from .values import Parts

if TYPE_CHECKING:
    from jsonpath import JSONPath
    from jsonpath.segments import JSONPathSegment
    from jsonpath.selectors import JSONPathSelector

Takes = Callable[[str | int], bool]
Counts = Callable[[str | int, int], bool]


@dataclass(frozen=True, slots=True)
class Way:
    """How to find the nodes of a query: by steps, each with whether it descends first.

    `inside` is what has to be asked of each value that the steps lead to: given its last
    key, it yields the rest of the places of nodes in it. None means that the value is it.
    `instead` are steps for values that are too large to be asked; what they lead to comes
    once, and in the order of the text. The third of a step takes keys by their array's length.
    """

    steps: tuple[tuple[Takes, bool], ...] = ()
    inside: Callable[[str | int | None, Any], Iterator[Parts]] | None = None
    instead: tuple[tuple[Takes, bool, Counts | None], ...] = ()


def way_of(text: str) -> Way:
    """Return the way of a query; raises WorkbenchError if the text is none.

    What is asked by name, wildcard, plain index or slice needs no value, and a filter only
    the value that it is about. All else is asked of whole texts: the way has no steps then.
    A search with `..` finds its nodes in the order of the text.
    """
    from jsonpath import JSONPath

    path = compiled(text)
    steps: list[tuple[Takes, bool]] = []
    for number, segment in enumerate(path.segments):
        step = _step(segment)
        if step is None or (step[1] and any(descends for _, descends in steps)):
            if not _asks_only_below(path, number):
                return Way((), _asking(path), _instead(path))
            rest = JSONPath(env=path.env, segments=path.segments[number:], pseudo_root=False)
            return Way((*steps, (lambda _key: True, False)), _asking(rest))
        steps.append(step)
    return Way(tuple(steps))


def _step(segment: "JSONPathSegment") -> tuple[Takes, bool] | None:
    from jsonpath.segments import JSONPathRecursiveDescentSegment

    if len(segment.selectors) != 1:
        return None
    takes = _takes(segment.selectors[0])
    return None if takes is None else (takes, isinstance(segment, JSONPathRecursiveDescentSegment))


def _instead(path: "JSONPath") -> tuple[tuple[Takes, bool, Counts | None], ...]:
    """Return steps that lead to all that a query finds; none if it asks about values."""
    from jsonpath.segments import JSONPathRecursiveDescentSegment

    steps: list[tuple[Takes, bool, Counts | None]] = []
    for segment in path.segments:
        found = [_counts(selector) for selector in segment.selectors]
        known = [counts for counts in found if counts is not None]
        if len(known) < len(found):
            return ()
        descends = isinstance(segment, JSONPathRecursiveDescentSegment)
        steps.append((lambda _key: False, descends, _any_of(known)))
    return tuple(steps)


def _any_of(counts: Sequence[Counts]) -> Counts:
    return lambda key, length: any(each(key, length) for each in counts)


def _counts(selector: "JSONPathSelector") -> Counts | None:
    """Return which keys a selector takes, given the length of an array."""
    from jsonpath.selectors import IndexSelector, SliceSelector

    match selector:
        case IndexSelector() if selector.index < 0:
            back = selector.index
            return lambda key, length: key == length + back
        case SliceSelector() if selector.slice.step != 0:
            part = selector.slice
            return lambda key, length: isinstance(key, int) and key in range(length)[part]
        case SliceSelector():
            return lambda _key, _length: False
        case _:
            takes = _takes(selector)
            return None if takes is None else lambda key, _length: takes(key)


def _takes(selector: "JSONPathSelector") -> Takes | None:
    from jsonpath.selectors import IndexSelector, NameSelector, SliceSelector, WildcardSelector

    match selector:
        case NameSelector():
            name = selector.name
            return lambda key: key == name
        case WildcardSelector():
            return lambda _key: True
        case IndexSelector() if selector.index >= 0:
            index = selector.index
            return lambda key: key == index
        case SliceSelector():
            return _slice(selector.slice)
        case _:
            return None


def _slice(wanted: slice) -> Takes | None:
    start, stop = wanted.start or 0, wanted.stop
    step = 1 if wanted.step is None else wanted.step
    if start < 0 or step <= 0 or (stop is not None and stop < 0):
        return None
    return lambda key: (
        isinstance(key, int)
        and key >= start
        and (stop is None or key < stop)
        and (key - start) % step == 0
    )


def _asks_only_below(path: "JSONPath", number: int) -> bool:
    """Tell whether the rest of a query begins with a filter, and never looks at the root."""
    from jsonpath.filter import RootFilterQuery
    from jsonpath.segments import JSONPathRecursiveDescentSegment
    from jsonpath.selectors import Filter

    first = path.segments[number]
    if isinstance(first, JSONPathRecursiveDescentSegment) or len(first.selectors) != 1:
        return False
    if not isinstance(first.selectors[0], Filter):
        return False
    waiting: list[Any] = [
        selector.expression
        for segment in path.segments[number:]
        for selector in segment.selectors
        if isinstance(selector, Filter)
    ]
    while waiting:
        expression = waiting.pop()
        if isinstance(expression, RootFilterQuery):
            return False
        waiting += expression.children()
        inner = getattr(expression, "path", None)
        for segment in inner.segments if inner is not None else ():
            waiting += [s.expression for s in segment.selectors if isinstance(s, Filter)]
    return True


def _asking(path: "JSONPath") -> Callable[[str | int | None, Any], Iterator[Parts]]:
    from .json_path import run
    from .json_path_budget import bounded

    query = bounded(path)

    def inside(key: str | int | None, value: Any) -> Iterator[Parts]:
        around = value if key is None else {key: value} if isinstance(key, str) else [value]
        for parts, _ in run(query, around, MOST_STEPS):
            yield parts if key is None else parts[1:]

    return inside
