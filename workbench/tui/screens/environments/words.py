"""How environments are drawn: one line each, and what differs between two."""

from collections.abc import Iterator, Mapping

from textual.content import Content

from workbench.model import Environment, SecretReference, Variable, text_of
from workbench.tui.widgets.row_lines import with_templates
from workbench.tui.widgets.safe import content, line_content
from workbench.tui.widgets.top_bar import color_style

LONGEST = 200  # characters of a value


def row(environment: Environment, *, used: bool) -> Content:
    """Return one line of a list of environments."""
    color = color_style(environment.color) or "$accent"
    pieces = [
        content(" ● " if used else "   ", "$accent"),
        content("■ ", color),
        line_content(environment.name, "bold"),
    ]
    if environment.protected:
        pieces.append(content("  ▲ protected", "$error"))
    pieces.append(line_content(f"  {', '.join(_counts(environment))}", "$muted"))
    return Content("").join(pieces)


def differences(here: Environment | None, there: Environment | None) -> list[Content]:
    """Return what is not the same in another environment as in the one that is used."""
    if there is None:
        return []
    if here is None:
        return [_entry(name, "", said) for name, said in _said(there).items()]
    if here.name == there.name:
        return [content("this one is used now", "$muted")]
    ours, theirs = _said(here), _said(there)
    names = [*ours, *(name for name in theirs if name not in ours)]
    found = [
        _entry(name, ours.get(name), theirs.get(name))
        for name in names
        if ours.get(name) != theirs.get(name)
    ]
    if not found:
        return [line_content(f"it says the same as {here.name}", "$muted")]
    return [line_content(f"otherwise than in {here.name}:", "$muted"), *found]


def _entry(name: str, ours: str | None, theirs: str | None) -> Content:
    label = line_content(f"{name}  ", "bold")
    if theirs is None:
        return label + content("is not there", "$warning")
    after = with_templates(theirs[:LONGEST])
    if ours is None:
        return label + after + content("  is new there", "$success")
    if not ours:
        return label + after
    return label + with_templates(ours[:LONGEST], "$muted") + content("  →  ") + after


def _said(environment: Environment) -> Mapping[str, str]:
    """Return what an environment says as texts, by name."""
    found = {row.name: text for row in environment.variables if (text := _text(row)) is not None}
    found |= {reference.name: _source(reference) for reference in environment.secrets}
    for name in ("app", "protected"):
        if value := getattr(environment, name):
            found[f"({name})"] = value if isinstance(value, str) else "yes"
    return found


def _text(variable: Variable) -> str | None:
    if variable.removed:
        return "(taken away)"
    return text_of(variable.value) if variable.enabled else None


def _source(reference: SecretReference) -> str:
    return f"{reference.source}, a secret"


def _counts(environment: Environment) -> Iterator[str]:
    for number, noun in (
        (len(environment.variables), "variable"),
        (len(environment.secrets), "secret"),
    ):
        if number:
            yield f"{number} {noun}{'s' if number > 1 else ''}"
    if not environment.variables and not environment.secrets:
        yield "says nothing yet"
    if environment.app:
        yield f"app {environment.app}"
    if environment.local:
        yield f"{len(environment.local)} of yours alone"
