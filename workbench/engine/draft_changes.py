"""What unsaved edits change of a request, field by field, as its file would say it."""

import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

from workbench.checks import line_diff
from workbench.formats.request_toml import encode_request
from workbench.formats.write import value
from workbench.model import RequestSpec

from .comparison import Difference, Part, line_difference
from .redact import redactor_of
from .secret_places import secret_places

TITLES: Mapping[str, str] = {"params": "Query"}
_TOP = "Request"
_MISSING = object()


def draft_changes(saved: RequestSpec | None, draft: RequestSpec) -> tuple[Part, ...]:
    """Return what a draft changes, a part for each table of the file that differs.

    Fields are told by their names and with their values, as a file would write them; texts
    of many lines line by line. What looks like a secret is masked.
    """
    before, after = _tables(saved), _tables(draft)
    found = [each.literal for spec in (saved, draft) if spec for each in secret_places(spec, ())]
    redactor = redactor_of(frozenset(found))
    parts = []
    for title in dict.fromkeys((*after, *before)):
        differences = tuple(
            Difference(each.sign, redactor.text(each.text))
            for each in _differences(before.get(title, {}), after.get(title, {}))
        )
        if differences:
            parts.append(Part(title, differences))
    return tuple(parts)


def _tables(spec: RequestSpec | None) -> dict[str, dict[str, Any]]:
    """Return a file's tables by the title they are shown with, single values in the first."""
    tables: dict[str, dict[str, Any]] = {_TOP: {}}
    for name, content in tomllib.loads(encode_request(spec) if spec else "").items():
        if isinstance(content, dict):
            tables[TITLES.get(name, name.capitalize())] = content
        else:
            tables[_TOP][name] = content
    return tables


def _differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Difference]:
    for name in dict.fromkeys((*after, *before)):
        old, new = before.get(name, _MISSING), after.get(name, _MISSING)
        if old == new:
            continue
        if _is_long(old) or _is_long(new):
            yield Difference("~" if _MISSING not in (old, new) else _sign(new), name)
            yield from map(line_difference, line_diff(_text(old), _text(new)))
        elif old is _MISSING:
            yield Difference("+", f"{name} = {value(new)}")
        elif new is _MISSING:
            yield Difference("-", f"{name} = {value(old)}")
        else:
            yield Difference("~", f"{name}: {value(old)} → {value(new)}")
    if list(before) != list(after) and before == after:
        yield Difference("~", "the same fields in another order")


def _is_long(content: object) -> bool:
    return isinstance(content, str) and "\n" in content


def _text(content: object) -> str:
    return content if isinstance(content, str) else "" if content is _MISSING else value(content)


def _sign(new: object) -> Any:
    return "-" if new is _MISSING else "+"
