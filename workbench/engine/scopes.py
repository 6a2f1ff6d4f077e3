"""Where the values of a request come from, in the order in which they win."""

from collections.abc import Callable

from workbench.errors import Problem, WorkbenchError, did_you_mean
from workbench.model import Collection, Environment
from workbench.templating import Scope

from .order import Order, SessionValues

# Finds the line of a variable: the file's place in the collection, the table, the name.
FindLine = Callable[[str, str, str], int | None]
COMMAND_LINE, SESSION = "command line", "session"


def scopes_of(
    order: Order, values: SessionValues, find_line: FindLine | None = None
) -> tuple[Scope, ...]:
    """Return the scopes of a request: command line, session, environment, request, folders.

    Raises WorkbenchError if its collection has no such environment.
    """
    scopes = [
        Scope(COMMAND_LINE, order.given, literal=True),
        Scope(SESSION, values.overrides, literal=True),
        *([Scope(SESSION, values.hidden, literal=True, secret=True)] if values.hidden else []),
        Scope("captured", values.captured, literal=True),
        Scope("captured", values.secret, literal=True, secret=True),
    ]
    chosen = environment_of(order.collection, order.environment)
    if chosen is not None:
        scopes += _environment_scopes(chosen, find_line)
    request_file = f"{order.request}.toml" if order.request else ""
    line_of = _line_of(request_file, find_line)
    scopes.append(Scope("request", order.spec.variables, request_file, line_of=line_of))
    for folder in reversed(order.collection.folders_of(order.request)):
        place = f"{folder.id}/folder.toml" if folder.id else "collection.toml"
        name = f"folder {folder.id}" if folder.id else "collection"
        line_of = _line_of(place, find_line)
        scopes.append(Scope(name, folder.defaults.variables, place, line_of=line_of))
    return tuple(scopes)


def environment_of(collection: Collection, name: str | None) -> Environment | None:
    """Return the environment of this name, or None for none. Raises WorkbenchError."""
    if name is None:
        return None
    found = collection.environments.get(name)
    if found is None:
        known = sorted(collection.environments)
        otherwise = f"there are: {', '.join(known)}" if known else "the collection has none"
        hint = did_you_mean(name, known, otherwise)
        if any(f"/environments/{name}." in problem.where for problem in collection.problems):
            hint = "its file cannot be read"
        raise WorkbenchError(Problem(f'there is no environment "{name}"', hint=hint))
    return found


def _environment_scopes(chosen: Environment, find_line: FindLine | None) -> list[Scope]:
    """Return the scope of an environment's file, after that of its local file if it has one."""
    scopes = []
    for is_local in (True, False) if chosen.local else (False,):
        place = f"environments/{chosen.name}{'.local' if is_local else ''}.toml"
        secrets = tuple(r for r in chosen.secrets if (r.name in chosen.local) == is_local)
        scopes.append(
            Scope(
                f"environment {chosen.name}",
                tuple(row for row in chosen.variables if (row.name in chosen.local) == is_local),
                place,
                secrets=secrets,
                line_of=_line_of(place, find_line, frozenset(each.name for each in secrets)),
            )
        )
    return scopes


def _line_of(
    place: str, find_line: FindLine | None, secrets: frozenset[str] = frozenset()
) -> Callable[[str], int | None] | None:
    """Return what finds the line of a name in a file of variables, and of secrets."""
    if find_line is None or not place:
        return None
    return lambda name: find_line(place, "secrets" if name in secrets else "variables", name)
