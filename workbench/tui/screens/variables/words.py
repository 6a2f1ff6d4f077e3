"""How variables are drawn: one line each, and the chain of all that say something of one."""

from collections.abc import Iterator
from typing import Any

from textual.content import Content

from workbench.engine.scopes import SESSION
from workbench.engine.variables import Known
from workbench.model import text_of
from workbench.templating import (
    MASK,
    CommandNeed,
    Definition,
    EnvNeed,
    Explanation,
    FileNeed,
    Need,
    PromptNeed,
    ResponseNeed,
    SecretNeed,
)
from workbench.tui.widgets.row_lines import with_templates
from workbench.tui.widgets.safe import content, line_content

NOT_YET = "not known yet: a send finds it out"
LONGEST = 400  # characters of a value on a line; the rest would not fit anyway
STATES = {
    "used": ("✓", "used", "$success"),
    "shadowed": ("·", "shadowed", "$muted"),
    "removes": ("✗", "takes away", "$warning"),
    "disabled": ("○", "switched off", "$muted"),
}
MARKS = {
    "unresolved": ("!", "$error bold"),
    "unknown": ("?", "$warning"),
    "removed": ("✗", "$muted"),
}


def row(known: Known, widths: tuple[int, int, int], *, revealed: bool) -> Content:
    """Return one line of the list; `widths` are those of name, value and source."""
    name_width, value_width, source_width = widths
    of_session = known.source is not None and known.source.scope == SESSION
    source_style = "$warning italic" if of_session else "$muted"
    glyph, style = MARKS.get(known.state, ("●", "$accent") if known.is_used else (" ", ""))
    return Content.assemble(
        (f" {glyph} ", style),
        _cell(line_content(known.name, "bold" if known.is_used else ""), name_width),
        _cell(value(known, revealed=revealed), value_width),
        _cell(line_content(known.kind, "$muted"), 9),
        _cell(line_content(place(known.source), source_style), source_width),
    )


def value(known: Known, *, revealed: bool) -> Content:
    """Return what a variable comes to, and what is written where that is not the same."""
    source = known.source
    written = source.written if source is not None else ""
    if known.state == "removed":
        words = "taken away" if source is not None else "switched off"
        return content(words, "$muted italic")
    if known.state == "unresolved":
        words = "unresolved" if written else "nothing says it"
        return content(words, "$error") + _written(written)
    if known.state == "unknown":
        if known.is_secret:
            return content(NOT_YET if revealed else MASK, "italic") + _written(written)
        return with_templates(written[:LONGEST])
    shown = known.resolved.text if revealed or not known.is_secret else MASK
    line = line_content(shown[:LONGEST], "" if known.is_used else "$foreground 80%")
    return line + _written(written if written not in (shown, MASK) else "")


def place(definition: Definition | None) -> str:
    """Return where a definition is: `users/folder.toml:12`, or whose it is without a file."""
    if definition is None:
        return ""
    line = f":{definition.line}" if definition.line else ""
    return f"{definition.place}{line}" if definition.place else definition.scope


def chain(found: Explanation, known: Known, *, revealed: bool) -> Iterator[Content]:
    """Yield the lines about one variable: every file that says something, then what is wrong."""
    description = next((d.description for d in found.definitions if d.description), "")
    heading = line_content(found.name, "bold")
    yield heading + line_content(f"  {description}", "$muted")
    if not found.definitions:
        yield content("no file, no response and no override says it", "$warning")
    longest = max((len(place(each)) for each in found.definitions), default=0)
    for each in found.definitions:
        glyph, word, style = STATES[each.state]
        shown = each.written
        if each.secret and each.state == "used" and revealed and known.state == "known":
            shown = text_of(known.resolved.value)
        yield Content.assemble(
            (f"{glyph} {word:<13}", style),
            line_content(f"{place(each):<{min(longest, 40) + 2}}"),
            with_templates(shown[:LONGEST]),
        )
    for problem in found.problems:
        yield line_content(f"! {problem.what}", "$error")
        if problem.hint:
            yield line_content(f"  hint: {problem.hint}", "$muted")
    for need in found.needs:
        yield line_content(f"? a send has to {_finding(need)}", "$warning")


def matches(known: Known, text: str) -> bool:
    """Tell whether a variable is listed while `text` is in the filter; secrets are not searched."""
    shown = "" if known.is_secret or not known.resolved.complete else known.resolved.text
    written = known.source.written if known.source is not None else ""
    said = (known.name, known.kind, place(known.source), written[:LONGEST], shown[:LONGEST])
    return text in " ".join(said).lower()


def _written(written: str) -> Content:
    if not written or written == MASK:
        return Content("")
    return content("  ← ", "$faint") + with_templates(written[:LONGEST], "$muted")


def _finding(need: Need) -> str:
    match need:
        case EnvNeed(name):
            return f"read the environment variable {name}"
        case FileNeed(path):
            return f"read the file {path}"
        case CommandNeed(words):
            return f"run {' '.join(words)}"
        case PromptNeed(label):
            return f"ask you: {label}"
        case ResponseNeed(request):
            return f"look at the response of {request}"
        case SecretNeed(reference):
            return f"look up {reference.source}"
        case _:
            return f"ask you: {need.label}"


def _cell(text: Any, width: int) -> Content:
    cut: Content = text.truncate(max(0, width - 2), ellipsis=True)
    return cut.pad_right(width - cut.cell_length)
