"""Functions that look for something in a value. The searching itself comes in.

JSONPath and patterns are the languages of checks as well, where their work is bounded;
who puts the library together passes both, so that there is one of each.
"""

from collections.abc import Callable, Sequence

from workbench.errors import WorkbenchError
from workbench.model import Value

from .function import ArgumentError, Function, NothingFoundError
from .types import parse_json

Find = Callable[[str, Value], tuple[bool, Sequence[Value]]]
Search = Callable[[str, str], Sequence[str | None] | None]


def queries(find: Find, search: Search) -> tuple[Function, ...]:
    """Return the functions that query.

    `find(query, document)` returns whether a JSONPath (RFC 9535) can find several values, and
    those that it finds. `search(pattern, text)` returns the whole match and its groups, or
    None. Both raise WorkbenchError for what they cannot read and what is too much work.
    """

    def jsonpath(value: Value, query: str) -> Value:
        """What a JSONPath finds in a value or a JSON text; a list if it can find several."""
        document = parse_json(value) if isinstance(value, str) else value
        try:
            several, found = find(query, document)
        except WorkbenchError as error:
            raise ArgumentError(error.problems[0].what) from None
        if several:
            return list(found)
        if not found:
            raise NothingFoundError("the query finds nothing")
        return found[0]

    def regex(value: str, pattern: str, group: int | None = None) -> str:
        """What a pattern matches: a group of it, by default the first, else all of it."""
        try:
            groups = search(pattern, value)
        except WorkbenchError as error:
            raise ArgumentError(error.problems[0].what) from None
        if groups is None:
            raise NothingFoundError("the pattern matches nothing")
        number = min(1, len(groups) - 1) if group is None else group
        if not 0 <= number < len(groups):
            raise ArgumentError(f'"group" is between 0 and {len(groups) - 1}')
        return groups[number] or ""

    return (
        Function(jsonpath, "{{ '{\"a\": [1, 2]}' | jsonpath('$.a[1]') }}", "2"),
        Function(regex, "{{ 'id=42;' | regex('id=([0-9]+)') }}", "42"),
    )
