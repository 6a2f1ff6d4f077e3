"""How the commands of the table find the methods that carry them out."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

F = TypeVar("F", bound=Callable[..., Any])


def asks(method: F) -> F:
    """Mark a method that opens dialogs: it runs beside the keys that answer them."""
    method.asks = True  # type: ignore[attr-defined]  # functions take attributes
    return method


def does_ask(method: Callable[..., Any]) -> bool:
    """Tell whether a method opens dialogs."""
    return getattr(method, "asks", False)


def early(method: F) -> F:
    """Mark a method that does not wait until all requests of the collection have been read."""
    method.early = True  # type: ignore[attr-defined]
    return method


def is_early(method: Callable[..., Any] | None) -> bool:
    """Tell whether a method needs no more than an outline of the collection."""
    return getattr(method, "early", False)


def carrier(groups: Iterable[object], name: str) -> Callable[[], Any] | None:
    """Return the method that carries out a command, None where nobody has it."""
    method = _method(name)
    return next((getattr(owner, method) for owner in groups if hasattr(owner, method)), None)


def carriers(groups: Iterable[object], ids: Iterable[str]) -> dict[str, Callable[[], Any]]:
    """Return the method of each command: `new-request` is `new_request` of the one that has it.

    Raises LookupError where none or several have it.
    """
    owners = list(groups)
    found = {}
    for name in ids:
        method = _method(name)
        methods = [getattr(owner, method) for owner in owners if hasattr(owner, method)]
        if len(methods) != 1:
            raise LookupError(f"{len(methods) or 'none'} carry out the command {name}")
        found[name] = methods[0]
    return found


def _method(name: str) -> str:
    return name.replace("-", "_")
