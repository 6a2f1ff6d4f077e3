"""The screen of variables: a list, and below it the chain of the one under the cursor."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget

from workbench.engine.explain import parts_of
from workbench.engine.order import Order
from workbench.engine.scopes import COMMAND_LINE
from workbench.engine.variables import Known, explained, variables_for
from workbench.formats.typed_text import read_value, value_text
from workbench.store.lines import Lines as FileLines
from workbench.templating import Explanation
from workbench.tui.overrides import Overrides
from workbench.tui.place_commands import VARIABLES
from workbench.tui.screens.dialogs import Ask
from workbench.tui.screens.filtered import FilteredScreen
from workbench.tui.screens.side import bindings_of
from workbench.tui.widgets.filter_box import FilterBox
from workbench.tui.widgets.item_list import ItemList
from workbench.tui.widgets.line_list import LineList
from workbench.tui.widgets.lines import Lines
from workbench.tui.widgets.tab_bar import TabBar

from . import words

VIEWS = ("Variables", "Headers, auth, options")
HINT = "for this session only: no file is changed"
TYPED = 'text; or a number, true, [..], {..} as in JSON, "20" for a text of digits'


class VariableList(ItemList[Known]):
    """The variables, one a line."""

    def __init__(self) -> None:
        super().__init__("no variable fits", id="variable-list")
        self.revealed: set[str] = set()
        self._name_width = 16

    def show(self, shown: Sequence[Known]) -> None:
        """List these."""
        self._name_width = max([16, *(len(each.name) + 2 for each in shown)])
        super().show(shown)

    def line(self, index: int, width: int) -> Content:
        """Draw one variable."""
        known = self.shown[index]
        name = min(self._name_width, width // 3)
        source = min(38, width // 3)
        widths = (name, width - name - source - 12, source)
        return words.row(known, widths, revealed=known.name in self.revealed)


@dataclass(frozen=True, slots=True)
class Said:
    """A name, the file that says it and the table it is in: the user wants to edit it."""

    name: str
    place: str
    tab: str = "Variables"


class VariablesScreen(FilteredScreen[Said | None]):
    """What every name in a request comes to. It answers with what to edit, or None.

    Looking finds nothing out: no file outside of the collection is read, no program is run,
    nothing is asked or sent. What earlier sends found out is known.
    """

    DEFAULT_CSS = """
    VariablesScreen {
        & > TabBar { margin: 0 1; }
        & > #chain {
            height: 30%; min-height: 5; margin: 0 1; padding: 0; border-top: solid $foreground 25%;
        }
    }
    """
    commands = VARIABLES
    BINDINGS: ClassVar[list[BindingType]] = bindings_of(VARIABLES)

    def __init__(self, order: Order, overrides: Overrides, root: Path, at: str = "") -> None:
        super().__init__()
        self._order, self._overrides, self._root, self._at = order, overrides, root, at
        self._lines = FileLines(root)
        self._known: tuple[Known, ...] = ()

    def body(self) -> Iterable[Widget]:
        """The filter, the list, the chain."""
        views = TabBar(VIEWS, id="views")
        return (views, FilterBox("by name, value or file"), VariableList(), Lines(id="chain"))

    async def on_mount(self) -> None:
        """Begin in the list."""
        await super().on_mount()
        where = self._order.environment or "no environment"
        self.show_title("Variables", f"of {self._order.name or 'the collection'}, {where}")
        self.set_focus(self._list)
        await self._look()

    @property
    def _parts(self) -> bool:
        """Whether headers, auth and options are shown."""
        return self.query_one(TabBar).active == VIEWS[1]

    @property
    def _list(self) -> VariableList:
        return self.query_one(VariableList)

    async def _look(self) -> None:
        """Find all variables anew, in a thread: there may be thousands."""
        environment = self._order.environment
        values, facts = self._overrides.values(environment), self._overrides.facts(environment)
        look = parts_of if self._parts else variables_for
        self._known = await asyncio.to_thread(
            look, self._order, values, facts, find_line=self._lines.find
        )
        self._narrow()

    def _narrow(self) -> None:
        """List what fits the filter, with the cursor on the name where it was."""
        if self.is_left:
            return
        shown = [known for known in self._known if words.matches(known, self._filter)]
        self._list.show(shown)
        at = next((at for at, known in enumerate(shown) if known.name == self._at), None)
        if at is not None:
            self._list.cursor = at
        self._explain()

    def _explain(self) -> None:
        known, environment = self._list.current, self._order.environment
        lines: Iterable[Content] = ()
        if known is not None:
            self._at = known.name
            found = Explanation(known.name, known.definitions, known.resolved)
            if not self._parts:
                found = explained(
                    self._order,
                    known.name,
                    self._overrides.values(environment),
                    self._overrides.facts(environment),
                    find_line=self._lines.find,
                )
            lines = words.chain(found, known, revealed=known.name in self._list.revealed)
        self.query_one("#chain", Lines).show(list(lines))

    # What the widgets say

    @on(TabBar.Activated, "#views")
    async def _view_chosen(self) -> None:
        self.set_focus(self._list)
        await self._look()

    @on(LineList.Moved, "#variable-list")
    def _moved(self) -> None:
        self._explain()

    @on(LineList.Chosen, "#variable-list")
    async def _chosen(self) -> None:
        await self.action_command("variables.edit")

    # The commands

    def command_other_view(self) -> None:
        """Show variables, or headers, auth and options."""
        self.query_one(TabBar).choose(VIEWS[not self._parts])

    @work
    async def command_edit(self) -> None:
        """Use another value for this session."""
        known = self._list.current
        if known is None or self._is_part(known):
            return
        if known.source is not None and known.source.scope == COMMAND_LINE:
            self.tell(f"{known.name} was given on the command line", "which wins over all else")
            return
        secret = known.is_secret
        before = known.resolved.value if known.resolved.complete and not secret else ""
        takes = self.can("variables.take-away", "takes it away again")
        note = f"{HINT}; {takes}" if takes else HINT
        note += f"\n{'it is kept secret' if secret else TYPED}"
        asked = Ask(f"{known.name} for this session", value_text(before), note, secret=secret)
        typed = await self.app.push_screen_wait(asked)
        if typed is None:
            return
        value = typed if secret else read_value(typed)
        await self._overrides.put(self._order.environment, known.name, value, secret=secret)
        await self._look()

    async def command_take_away(self) -> None:
        """Take an override or a captured value away."""
        known = self._list.current
        if known is None or self._is_part(known):
            return
        if await self._overrides.take_away(self._order.environment, known.name):
            await self._look()
            back = self.can("variables.undo", "brings the other value back")
            self.tell(f"{known.name} is what the files say", back)
        else:
            self.tell("there is nothing to take away", "only what this session knows goes away")

    async def command_ask_again(self) -> None:
        """Forget the secrets that had to be asked for or read."""
        await self._overrides.ask_again()
        await self._look()
        self.tell("secrets are asked for again", "with the next request that needs them")

    def _is_part(self, known: Known) -> bool:
        if self._parts:
            self.tell(f"{known.name} is edited in its file", self.can("variables.open", "opens it"))
        return self._parts

    async def command_undo(self) -> None:
        """Take the last change back."""
        name = await self._overrides.undo()
        if name is None:
            self.tell("nothing was changed")
            return
        self._at = name
        await self._look()

    def command_reveal(self) -> None:
        """Show a secret, or hide it again."""
        known = self._list.current
        if known is None or not known.is_secret:
            self.tell("only secrets are hidden")
            return
        self._list.revealed ^= {known.name}
        self._list.refresh()
        self._explain()

    def command_open(self) -> None:
        """Go to the file that says it."""
        known = self._list.current
        source = known.source if known else None
        if known is None or source is None or not source.place:
            self.tell("no file says it")
            return
        tab = {"header": "Headers", "auth": "Auth", "option": "Options"}.get(
            known.kind, "Variables"
        )
        self.dismiss(Said(known.name, source.place, tab))

    def command_copy(self) -> None:
        """Copy the name in braces."""
        if self._list.current is not None and not self._is_part(self._list.current):
            reference = f"{{{{{self._list.current.name}}}}}"
            self.app.copy_to_clipboard(reference)
            self.tell(f"copied {reference}")
