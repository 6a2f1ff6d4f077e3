"""The tree printed at the top of errors.py is the real one."""

import inspect
import re

import pytest

from workbench import client
from workbench.client import HTTPError, ReadTimeout, Request, errors


def printed_tree() -> list[tuple[str, str | None]]:
    """Return each class of the docstring's drawing with the class it is drawn under."""
    found: list[tuple[str, str | None]] = []
    above: dict[int, str] = {}
    for match in re.finditer(r"^ {4}([│├└─ ]*)(\w+)", errors.__doc__ or "", re.MULTILINE):
        depth = len(match[1]) // 4
        above[depth] = match[2]
        found.append((match[2], above[depth - 1] if depth else None))
    return found


def test_the_printed_tree_is_the_real_one() -> None:
    drawn = dict(printed_tree())
    defined = {
        name: cls
        for name, cls in inspect.getmembers(errors, inspect.isclass)
        if issubclass(cls, Exception)
    }

    assert drawn.keys() == defined.keys()
    for name, parent in drawn.items():
        base = defined[name].__bases__[0]
        assert (base.__name__ if base.__module__ == errors.__name__ else None) == parent


def test_every_error_is_public() -> None:
    assert {name for name, _ in printed_tree()} <= set(client.__all__)


def test_an_error_carries_its_request() -> None:
    request = Request("GET", "http://h")

    assert ReadTimeout("late", request=request).request is request
    with pytest.raises(RuntimeError, match="outside"):
        _ = HTTPError("x").request
