"""The editor of one environment: every change goes into its file at once, and can be undone."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from workbench.engine.secret_places import secrets_in, with_secret, without_literal
from workbench.errors import Problem, WorkbenchError
from workbench.formats.merge_specs import merge_environments
from workbench.formats.rows import distinct
from workbench.formats.secret_text import read_secret, secret_rows, secrets_from
from workbench.formats.typed_text import variable_rows, variables_from
from workbench.model import Environment, Row, Rows, Variable
from workbench.store.names import ENVIRONMENTS, LOCAL, SUFFIX
from workbench.tui.file_changes import FileChanges
from workbench.tui.keyboard import keymap_of
from workbench.tui.overrides import Overrides
from workbench.tui.place_commands import ENVIRONMENT
from workbench.tui.screens.extract_secret import Extraction, ExtractSecret
from workbench.tui.screens.merged_write import write_merged
from workbench.tui.screens.side import SideScreen, bindings_of
from workbench.tui.widgets.field import Field
from workbench.tui.widgets.row_lines import RowLines
from workbench.tui.widgets.row_table import RowTable
from workbench.tui.widgets.safe import line_content
from workbench.tui.widgets.tab_bar import TabBar
from workbench.tui.widgets.top_bar import chip_style, color_style

FILES = ("for all", "only mine")
PROTECTED = ("no", "yes")
EXTRACT = "environment.extract-secret"
KINDS_OF_SECRETS = "env:NAME  file:PATH  command:WORDS  keyring:SERVICE/USER  prompt"
Change = Callable[[Environment], Environment]


class EnvironmentScreen(SideScreen[None]):
    """Variables, secrets, colour, protection and app of one environment.

    It has two files: one for all, and one that stays out of git and has the last word.
    """

    DEFAULT_CSS = """
    EnvironmentScreen {
        & > #files { height: 1; margin: 0 1; }
        & > #files > TabBar { width: 24; }
        & > #files > #place { width: 1fr; color: $muted; text-wrap: nowrap; }
        & > #protection { height: 1; margin: 0 1; }
        & > #protection > Static { width: 17; color: $muted; }
        & > Vertical {
            margin: 0 1; border: round $foreground 25%; border-title-color: $muted;
            border-subtitle-color: $muted;
        }
        & > Vertical:focus-within { border: round $accent; border-title-color: $accent; }
        & > #variable-box { height: 3fr; min-height: 5; }
        & > #secret-box { height: 2fr; min-height: 5; }
    }
    """
    commands = ENVIRONMENT
    BINDINGS: ClassVar[list[BindingType]] = bindings_of(ENVIRONMENT)

    def __init__(
        self, name: str, changes: FileChanges, overrides: Overrides, *, local: bool = False
    ) -> None:
        super().__init__()
        self._overrides = overrides
        self._environment, self._changes, self._local = name, changes, local
        self._shown = Environment(name)

    def body(self) -> Iterable[Widget]:
        """Which file, the fields, the two tables."""
        variables = RowTable(
            "variable", id="variables", removes=True, same=str, fault=self._looks_secret
        )
        secrets = RowTable("secret", id="secrets", same=str, fault=_fault)
        boxes = (Vertical(variables, id="variable-box"), Vertical(secrets, id="secret-box"))
        for box, title in zip(boxes, ("Variables", "Secrets, by reference"), strict=True):
            box.border_title = title
        boxes[1].border_subtitle = KINDS_OF_SECRETS
        yield Horizontal(TabBar(FILES, id="file"), Static(id="place", markup=False), id="files")
        yield Field("Color", "color", hint="#3fa66a, or a name such as red")
        yield Field("App", "app", hint="shop.main:app, to send right into it")
        yield Horizontal(
            Static("Protected", markup=False), TabBar(PROTECTED, id="protected"), id="protection"
        )
        yield from boxes

    async def on_mount(self) -> None:
        """Show what the file says."""
        await super().on_mount()
        self.query_one("#file", TabBar).active = FILES[self._local]
        await self._read()
        if not self.is_left:
            self.set_focus(self.query_one("#variables RowLines"))

    async def _go_to(self, *, local: bool) -> None:
        self._local = local
        await self._read()

    async def _read(self) -> None:
        name, local = self._environment, self._local
        found = await self._changes.read(lambda s: s.environment_file(name, local=local))
        if self.is_left:
            return
        place = f"{ENVIRONMENTS}/{name}{LOCAL if local else SUFFIX}"
        note = place if found is not None else f"{place}, made by the first change"
        self.query_one("#place", Static).update(line_content(note))
        self._show(found or Environment(name))

    def _show(self, environment: Environment) -> None:
        self._shown = environment
        style = chip_style(color_style(environment.color))
        self.query_one("#title", Static).update(
            Content.assemble(
                ("▣ Environment  ", "$accent bold"),
                line_content(f" {self._environment} ", style),
            )
        )
        for name in ("color", "app"):
            self._field(name).show(getattr(environment, name))
        self.query_one("#protected", TabBar).active = PROTECTED[environment.protected]
        self.query_one("#variables", RowTable).show(variable_rows(environment.variables))
        self.query_one("#secrets", RowTable).show(secret_rows(environment.secrets))

    def _looks_secret(self, row: Row) -> str:
        """Return what in a variable should be a reference to a secret."""
        variables = (Variable(row.name, row.value),)
        places = secrets_in(Environment("", variables), self._overrides.secrets)
        if not places:
            return ""
        offered = keymap_of(self.app).offered(self.commands)
        key = next((hint.key for hint in offered if hint.command == EXTRACT), "")
        return f"{places[0].kind} · {key} moves it out" if key else places[0].kind

    def _field(self, name: str) -> Field:
        parent = self.query_one(f"#{name}", Input).parent
        assert isinstance(parent, Field)
        return parent

    async def _change(self, what: str, change: Change) -> None:
        """Write a change; what cannot be written stays in the editor, and is said."""
        name, local, base = self._environment, self._local, self._shown
        ours = change(base)
        if ours == base:
            return

        async def write(edit: Change) -> None:
            await self._changes.make(
                f"{what} of {name}", lambda store: store.edit_environment(name, edit, local=local)
            )

        merged = await write_merged(self.app, name, base, ours, merge_environments, write)
        if merged is None or local != self._local or self.is_left:
            return
        if merged != ours or what == "the color":
            self._show(merged)
        self._shown = merged

    # What the widgets say

    @on(TabBar.Activated, "#file")
    def _file_chosen(self, event: TabBar.Activated) -> None:
        self.write_soon(self._go_to, local=event.name == FILES[1])

    @on(TabBar.Activated, "#protected")
    def _protection_chosen(self, event: TabBar.Activated) -> None:
        protected = event.name == PROTECTED[1]
        self.write_soon(
            self._change, "the protection", lambda found: replace(found, protected=protected)
        )

    @on(Input.Submitted, "#color, #app")
    @on(Input.Blurred, "#color, #app")
    def _field_left(self, event: Input.Submitted | Input.Blurred) -> None:
        self.write_soon(self._keep_field, event.input)

    async def _keep_field(self, field: Input) -> None:
        name, value = field.id or "", field.value.strip()
        if name == "color" and value != self._shown.color:
            if value and not color_style(value):
                hint = "write a name such as red, or a number such as #3fa66a"
                raise WorkbenchError(Problem(f'"{value}" is no color', hint=hint))
            await self._change("the color", lambda found: replace(found, color=value))
        if name == "app" and value != self._shown.app:
            await self._change("the app", lambda found: replace(found, app=value))

    @on(RowTable.Changed, "#variables")
    def _variables_changed(self, event: RowTable.Changed) -> None:
        rows = _finished(event.rows, {each.name for each in self._shown.variables})
        self.write_soon(
            self._change,
            "the variables",
            lambda found: replace(found, variables=variables_from(distinct(rows))),
        )

    @on(RowTable.Changed, "#secrets")
    def _secrets_changed(self, event: RowTable.Changed) -> None:
        if any(not row.enabled or row.removed or row.description for row in event.rows):
            self.tell("a secret is there or it is not", "delete it, or write a comment in the file")
            event.table.show(secret_rows(self._shown.secrets))
            return
        rows = _finished(event.rows)
        if any(_fault(row) for row in rows):
            return  # the table says so beside the row
        self.write_soon(
            self._change,
            "the secrets",
            lambda found: replace(found, secrets=secrets_from(distinct(rows), found.secrets)),
        )

    # The commands

    def command_other_file(self) -> None:
        """Show the other of the two files."""
        self.query_one("#file", TabBar).choose(FILES[not self._local])

    async def command_extract_secret(self) -> None:
        """Move the secret under the cursor, or the first one, into the environment's secrets."""
        await self.written()
        places = secrets_in(self._shown, self._overrides.secrets)
        if not places:
            self.tell("none of these variables looks like a secret")
            return
        rows = self.query_one("#variables", RowTable).rows
        at = self.query_one("#variables RowLines", RowLines).cursor
        here = f"variables.{rows[at].name}" if at < len(rows) else ""
        place = next((each for each in places if each.where == here), places[0])
        taken = {each.name for each in self._shown.variables}
        if place.where == f"variables.{place.name}":
            taken.discard(place.name)  # nothing of it is left
        taken |= {each.name for each in self._shown.secrets}
        form = ExtractSecret(place, "environment", self._environment, taken)
        found = await self.app.push_screen_wait(form)
        if found is not None:
            await self._move_out(place.literal, found)
            reference = found.reference
            self.tell(f"{{{{{reference.name}}}}} stands for it now, from {reference.source}")

    async def _move_out(self, literal: str, found: Extraction) -> None:
        """Write a reference, to the other file if it is meant to, then take the literal away."""
        environment, reference, local = self._environment, found.reference, self._local
        if found.local != local:
            await self._changes.make(
                f"the secret {reference.name}",
                lambda store: store.edit_environment(
                    environment, lambda old: with_secret(old, reference), local=found.local
                ),
            )

        def moved(old: Environment) -> Environment:
            rest = without_literal(old, literal, reference.name)
            return with_secret(rest, reference) if found.local == local else rest

        await self._changes.make(
            f"the secret {reference.name}",
            lambda store: store.edit_environment(environment, moved, local=local),
        )
        await self._overrides.put(environment, reference.name, literal, secret=True)
        await self._read()

    async def command_undo(self) -> None:
        """Take the last change back."""
        await self.written()
        what = await self._changes.undo()
        self.tell(f"took back {what}" if what else "nothing was changed")
        await self._read()

    async def command_back(self) -> None:
        """Keep what was typed last, and leave."""
        if isinstance(self.focused, Input) and self.focused.id in {"color", "app"}:
            self.write_soon(self._keep_field, self.focused)
        await self.written()
        self.dismiss(None)


def _finished(rows: Rows, known: Collection[str] = ()) -> Rows:
    """Return the rows that say something; a new name alone is about to get its value."""
    return tuple(row for row in rows if row.value.strip() or row.removed or row.name in known)


def _fault(row: Row) -> str:
    """Return what is wrong with the row of a secret."""
    if not row.value.strip():
        return ""
    try:
        read_secret(row.name, row.value)
    except WorkbenchError as error:
        return "not written: " + error.problems[0].hint
    return ""
