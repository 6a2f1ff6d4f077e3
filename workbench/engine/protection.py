"""What must not happen to a protected environment by accident: changes, and load."""

from collections.abc import Iterable
from dataclasses import replace

from workbench.errors import Problem, WorkbenchError
from workbench.model import Environment, Resolved, SavedRequest

from .order import Order, SessionValues
from .prepare import prepare
from .scopes import environment_of

# Methods that change nothing (RFC 9110, 9.2.1).
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})


def refuse_by_accident(
    environment: Environment | None,
    methods: Iterable[str],
    *,
    at_once: int = 1,
    times: int = 1,
    hint: str = "",
) -> None:
    """Raise if sending these could harm a protected environment: it changes things, or is load.

    `hint` says how the user can insist.
    """
    if environment is None or not environment.protected:
        return
    changing = sorted(set(methods) - SAFE_METHODS)
    if changing:
        what = f"to send {' and '.join(changing)} to it"
    elif at_once > 1:
        what = "to send several requests at once to it"
    elif times > 1:
        what = "to send requests again and again to it"
    else:
        return
    name = f'the environment "{environment.name}" is protected'
    raise WorkbenchError(Problem(f"{name}: {what} needs your word", hint=hint))


def changes_of(order: Order, values: SessionValues) -> tuple[Resolved, ...]:
    """Return what has to be asked about before a request is sent to a protected environment.

    That is the request itself if its method is not safe, and each request like that whose
    response it asks for: it may be sent as well. They are filled in as for a preview.
    """
    environment = environment_of(order.collection, order.environment)
    if environment is None or not environment.protected:
        return ()
    from .dependencies import use_of  # which loads all that checks are written in

    found: list[Resolved] = []
    waiting, seen = [order], {order.request}
    while waiting:
        each = waiting.pop(0)
        request = prepare(each, values).request
        if request.method not in SAFE_METHODS:
            found.append(request)
        for node in sorted(use_of(each).responses - seen):
            seen.add(node)
            needed = order.collection.find(node)
            if isinstance(needed, SavedRequest):
                waiting.append(replace(order, spec=needed.spec, request=node))
    return tuple(found)
