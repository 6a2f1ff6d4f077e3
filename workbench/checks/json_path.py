"""JSONPath as RFC 9535 has it, by `python-jsonpath`, with a bound on the work of a query."""

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from workbench.errors import Problem, WorkbenchError

from . import patterns
from .values import NOTHING, Found, Nodes, Parts, place

if TYPE_CHECKING:
    from jsonpath import JSONPath, JSONPathEnvironment

LONGEST = 4000  # characters of a query
MOST_STEPS = 1_000_000  # nodes that one query may visit


def query(text: str, document: Any) -> Found:
    """Return what a query finds: Nodes, or for a query that finds at most one thing, that.

    Raises a WorkbenchError if the text is no JSONPath or asks for too much work.
    """
    path = compiled(text)
    nodes = [(parts, value) for parts, value in _run(path, document)]
    where = place(nodes[0][0]) if nodes else ""
    if path.singular_query():
        return Found(nodes[0][1] if nodes else NOTHING, where)
    return Found(Nodes(value for _, value in nodes), where)


def places(text: str, document: Any) -> Iterator[Parts]:
    """Yield the place of each node that a query finds."""
    for parts, _ in _run(compiled(text), document):
        yield parts


def compiled(text: str) -> "JSONPath":
    """Return a query ready to run, or raise a WorkbenchError that says where it is wrong."""
    from jsonpath import JSONPath, JSONPathError

    if len(text) > LONGEST:
        raise WorkbenchError(Problem(f"a JSONPath has at most {LONGEST} characters"))
    try:
        path = _environment().compile(text)
    except JSONPathError as error:
        raise _refused(text, error) from None
    except (ArithmeticError, LookupError, RecursionError, TypeError, ValueError):
        raise WorkbenchError(Problem(f'"{text[:80]}" is not a JSONPath')) from None
    assert isinstance(path, JSONPath)
    return path


def _refused(text: str, error: Any) -> WorkbenchError:
    said = str(error.message or "it cannot be read").split("\n")[0]
    token = error.token
    at = f" at its character {token.index + 1}" if token is not None and token.index >= 0 else ""
    hint = "" if text.startswith("$") else 'a JSONPath starts with "$", as in $.items[0].id'
    shown = text if len(text) <= 80 else f"{text[:80]}…"
    return WorkbenchError(Problem(f'"{shown}" is not a JSONPath: {said}{at}', hint=hint))


def _run(path: "JSONPath", document: Any) -> Iterator[tuple[Parts, Any]]:
    from .json_path_budget import bounded

    return run(bounded(path), document, MOST_STEPS)


def run(path: "JSONPath", document: Any, steps: int) -> Iterator[tuple[Parts, Any]]:
    """Yield the place and value of each node that a bounded query finds in so many steps."""
    from jsonpath import JSONPathError

    from .json_path_budget import Budget

    budget = Budget(steps)
    try:
        for match in path.finditer(document, filter_context=budget):
            yield match.parts, match.obj
    except JSONPathError as error:
        raise _refused(str(path), error) from None
    except RecursionError:
        raise WorkbenchError(Problem("the document is nested too deeply for JSONPath")) from None


@cache
def _environment() -> "JSONPathEnvironment":
    """Return the strict language, its patterns with a deadline."""
    from jsonpath import JSONPathEnvironment
    from jsonpath.function_extensions import ExpressionType, FilterFunction

    class Pattern(FilterFunction):
        arg_types = [ExpressionType.VALUE, ExpressionType.VALUE]  # noqa: RUF012
        return_type = ExpressionType.LOGICAL

        def __init__(self, shape: str) -> None:
            self.shape = shape

        def __call__(self, value: object, pattern: object) -> bool:
            """Tell whether a text matches; as the RFC says, a bad pattern matches nothing."""
            if not isinstance(value, str) or not isinstance(pattern, str):
                return False
            whole = self.shape.format(patterns.interoperable(pattern))
            try:
                patterns.compiled(whole)
            except WorkbenchError:
                return False
            return patterns.search(whole, value) is not None

    class Strict(JSONPathEnvironment):
        def setup_function_extensions(self) -> None:
            super().setup_function_extensions()
            self.function_extensions["match"] = Pattern(r"\A(?:{})\Z")
            self.function_extensions["search"] = Pattern("(?:{})")

    return Strict(strict=True)
