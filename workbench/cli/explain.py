"""`workbench explain`: where what a request sends comes from."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from workbench.errors import ExitCode, Problem, WorkbenchError, did_you_mean

from .variables import scope_options

if TYPE_CHECKING:
    from workbench.engine.variables import Known
    from workbench.templating import Definition

WORDS = {"used": "✓", "shadowed": "·", "removes": "✗", "disabled": "○"}


@click.command()
@click.argument("request", type=click.Path(path_type=Path))
@click.argument("name", required=False)
@scope_options
def explain(
    request: Path, name: str | None, environment: str | None, variables: dict[str, str]
) -> int:
    """Say which files and lines make each header, option, variable and the auth of REQUEST.

    What counts is marked with ✓, what it hides with ·, what takes a name away with ✗, and
    what is switched off with ○. With NAME it is only the header, option or variable of this
    name, or "auth". Secrets are masked; nothing is sent, read or asked.

    \b
      workbench explain shop/users/list
      workbench explain shop/users/list base_url --env local
    """
    from workbench.engine.explain import parts_of
    from workbench.engine.finding import Texts
    from workbench.engine.order import SessionValues
    from workbench.engine.variables import variables_for

    from .output import say
    from .selection import select

    (selected,) = select([request])
    if len(selected.chosen) != 1:
        hint = "name one of its requests"
        raise WorkbenchError(Problem(f'"{request}" is more than one request', hint=hint))
    (order,) = selected.orders(environment, variables)
    texts = Texts(selected.store)
    known = [
        *parts_of(order, SessionValues(), find_line=texts.line),
        *variables_for(order, SessionValues(), find_line=texts.line),
    ]
    found = [each for each in known if name is None or each.name.lower() == name.lower()]
    if name is not None and not found:
        names = [each.name for each in known]
        hint = did_you_mean(name, names, "leave it away to see them all")
        raise WorkbenchError(Problem(f'the request has nothing called "{name}"', hint=hint))
    for each in found:
        for line in _lines(each):
            say(line)
    return ExitCode.PASSED


def _lines(known: "Known") -> list[str]:
    from workbench.bodies.safe import safe_line

    kind = known.kind if known.kind in {"header", "option"} else "variable"
    subject = known.name if known.kind == "auth" else f"{kind} {known.name}"
    shown = known.resolved.shown if known.state != "removed" and known.source else ""
    lines = [safe_line(f"{subject} = {shown}" if shown else subject)]
    lines += (safe_line(f"  {_line(definition)}") for definition in known.definitions)
    return lines


def _line(definition: "Definition") -> str:
    line = f":{definition.line}" if definition.line else ""
    place = f"{definition.place}{line}" if definition.place else definition.scope
    return f"{WORDS[definition.state]} {place}  {definition.written}".rstrip()
