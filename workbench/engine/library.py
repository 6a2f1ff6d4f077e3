"""The functions that requests can call: those of templates, and queries as checks have them."""

from collections.abc import Sequence

from workbench.model import Value
from workbench.templating.library import LIBRARY, Library, library, queries


def _find(query: str, document: Value) -> tuple[bool, Sequence[Value]]:
    from workbench.checks import json_path
    from workbench.checks.values import NOTHING, Nodes

    found = json_path.query(query, document).value
    if isinstance(found, Nodes):
        return True, found
    return False, () if found is NOTHING else (found,)


def _search(pattern: str, text: str) -> Sequence[str | None] | None:
    from workbench.checks import patterns

    match = patterns.search(pattern, text)
    return match and (match[0], *match.groups())


FUNCTIONS: Library = {**LIBRARY, **library(queries(_find, _search))}
