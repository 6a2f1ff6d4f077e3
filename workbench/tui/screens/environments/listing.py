"""The list of a collection's environments: use, edit, make, copy, rename and delete them."""

from collections.abc import Callable, Iterable, Mapping
from typing import ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget

from workbench.errors import Problem, WorkbenchError
from workbench.model import Environment
from workbench.tui.file_changes import FileChanges
from workbench.tui.overrides import Overrides
from workbench.tui.place_commands import ENVIRONMENTS
from workbench.tui.screens.dialogs import Ask, Confirm
from workbench.tui.screens.filtered import FilteredScreen
from workbench.tui.screens.side import bindings_of
from workbench.tui.widgets.filter_box import FilterBox
from workbench.tui.widgets.item_list import ItemList
from workbench.tui.widgets.line_list import LineList
from workbench.tui.widgets.lines import Lines

from . import words
from .editor import EnvironmentScreen

NONE_YET = "no environment yet"


class EnvironmentList(ItemList[Environment]):
    """The environments, one a line."""

    def __init__(self) -> None:
        super().__init__(NONE_YET, id="environment-list")
        self.used: str | None = None
        """The name of the one that is used."""

    def line(self, index: int, width: int) -> Content:
        """Draw one environment."""
        environment = self.shown[index]
        line = words.row(environment, used=environment.name == self.used)
        return line.truncate(width, ellipsis=True)


class EnvironmentsScreen(FilteredScreen[str | None]):
    """All environments, and what differs in the one under the cursor.

    It answers with the name of the one that is to be used; None changes nothing.
    """

    DEFAULT_CSS = """
    EnvironmentsScreen {
        & > #differences {
            height: 40%; min-height: 5; margin: 0 1; padding: 0; border-top: solid $foreground 25%;
        }
    }
    """
    commands = ENVIRONMENTS
    BINDINGS: ClassVar[list[BindingType]] = bindings_of(ENVIRONMENTS)

    def __init__(
        self,
        environments: Callable[[], Mapping[str, Environment]],
        used: str | None,
        changes: FileChanges,
        overrides: Overrides,
    ) -> None:
        super().__init__()
        self._environments, self._used, self._changes = environments, used, changes
        self._overrides = overrides

    def body(self) -> Iterable[Widget]:
        """The filter, the list, what differs."""
        return (FilterBox("by name"), EnvironmentList(), Lines(id="differences"))

    async def on_mount(self) -> None:
        """Begin on the one that is used."""
        await super().on_mount()
        self.show_title("Environments")
        self.set_focus(self._list)
        self._show(self._used or "")

    @property
    def _list(self) -> EnvironmentList:
        return self.query_one(EnvironmentList)

    def _narrow(self) -> None:
        self._show(self._list.current.name if self._list.current else "")

    def _show(self, name: str) -> None:
        """List what fits the filter, with the cursor on a name."""
        if self.is_left:
            return
        known = self._environments()
        shown = [known[each] for each in sorted(known) if self._filter in each.lower()]
        self._list.used = self._used
        self._list.nothing = "no environment fits" if self._filter else self._none_yet
        self._list.show(shown)
        at = next((at for at, found in enumerate(shown) if found.name == name), None)
        if at is not None:
            self._list.cursor = at
        self._compare()

    @property
    def _none_yet(self) -> str:
        makes = self.can("environments.new", "makes one")
        return f"{NONE_YET}: {makes}" if makes else NONE_YET

    def _compare(self) -> None:
        here = self._environments().get(self._used or "")
        self.query_one("#differences", Lines).show(words.differences(here, self._list.current))

    # What the widgets say

    @on(LineList.Moved, "#environment-list")
    def _moved(self) -> None:
        self._compare()

    @on(LineList.Chosen, "#environment-list")
    def _chosen(self) -> None:
        self.command_use()

    # The commands

    def command_use(self) -> None:
        """Use the one under the cursor."""
        if self._list.current is not None:
            self.dismiss(self._list.current.name)

    def command_back(self) -> None:
        """Leave; an environment that got another name goes on being used."""
        self.dismiss(self._used)

    @work
    async def command_edit(self) -> None:
        """Edit the one under the cursor."""
        current = self._list.current
        if current is not None:
            editor = EnvironmentScreen(current.name, self._changes, self._overrides)
            await self.app.push_screen_wait(editor)
            self._show(current.name)

    async def command_new(self) -> None:
        """Make one."""
        name = await self.app.push_screen_wait(
            Ask("New environment", placeholder="its name, such as staging")
        )
        if name is not None:
            await self._changes.make(
                f"the new environment {name}",
                lambda store: store.edit_environment(self._free(name), lambda found: found),
            )
            self._show(name)

    async def command_duplicate(self) -> None:
        """Copy the one under the cursor."""
        current = self._list.current
        if current is None:
            return
        asked = Ask(f"Copy {current.name} as", f"{current.name}-copy")
        name = await self.app.push_screen_wait(asked)
        if name is not None:
            await self._changes.make(
                f"the copy {name}", lambda store: store.duplicate_environment(current.name, name)
            )
            self._show(name)

    async def command_rename(self) -> None:
        """Give the one under the cursor another name."""
        current = self._list.current
        if current is None:
            return
        name = await self.app.push_screen_wait(Ask("Rename", current.name))
        if name is not None and name != current.name:
            await self._changes.make(
                f"the name {name}", lambda store: store.rename_environment(current.name, name)
            )
            self._used = name if self._used == current.name else self._used
            self._show(name)

    async def command_delete(self) -> None:
        """Move the one under the cursor to the trash, after asking."""
        current = self._list.current
        if current is None:
            return
        back = self.can("environments.undo", "brings them back")
        question = f"Move the files of {current.name} to the trash?\n{back}".rstrip()
        if await self.app.push_screen_wait(Confirm("Delete", question, "Delete")):
            name = current.name
            await self._changes.make(
                f"the deletion of {name}", lambda store: store.delete_environment(name)
            )
            self._show("")

    async def command_undo(self) -> None:
        """Take the last change back."""
        what = await self._changes.undo()
        if self._used is not None and self._used not in self._environments():
            self._used = None
        self.tell(f"took back {what}" if what else "nothing was changed")
        if not self.is_left:
            self._narrow()

    def _free(self, name: str) -> str:
        if name in self._environments():
            raise WorkbenchError(Problem(f'there is an environment "{name}" already'))
        return name
