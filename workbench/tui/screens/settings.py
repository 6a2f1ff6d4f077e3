"""Everything in settings.toml, applied at once and written without touching other lines."""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Any, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Static

from workbench.errors import Problem, WorkbenchError
from workbench.preferences import Settings
from workbench.tui.key_names import pressed, shown
from workbench.tui.place_commands import SETTINGS
from workbench.tui.preferences import Preferences
from workbench.tui.screens.paced import PacedModal
from workbench.tui.setting_rows import SettingRow, changed, setting_rows
from workbench.tui.widgets.filter_box import FilterBox
from workbench.tui.widgets.item_list import ItemList
from workbench.tui.widgets.line_list import LineList
from workbench.tui.widgets.safe import content, line_content

from .dialogs import DIALOG_CSS, Ask, Pick
from .filtered import FilteredScreen
from .side import bindings_of

NAME_WIDTH, VALUE_WIDTH = 30, 26  # cells; less on a narrow screen
WIDE = 110
Prefer = Callable[..., Awaitable[None]]


class SettingList(ItemList[SettingRow]):
    """The settings, one a line."""

    def line(self, index: int, width: int) -> Content:
        """Draw one setting; a mark tells what the user has set."""
        row = self.shown[index]
        mark = content("● " if row.own else "  ", "$accent")
        columns = (NAME_WIDTH, VALUE_WIDTH) if width >= WIDE else (width // 4, width // 5)
        name = _cell(row.command or row.name, columns[0], "bold")
        value = _cell(row.value, columns[1], "$accent")
        line = mark + name + value + line_content(f" {row.help}", "$muted")
        return line.truncate(width, ellipsis=True)


def _cell(text: str, width: int, style: str) -> Content:
    made = line_content(text, style).truncate(width - 1, ellipsis=True)
    return made.pad_right(width - made.cell_length)


class PressKey(PacedModal[str | None]):
    """Take the next key as it comes; escape twice answers None, once and enter is escape."""

    DEFAULT_CSS = f"PressKey {{ {DIALOG_CSS} }}"

    def __init__(self, command: str) -> None:
        super().__init__()
        self._command, self._pressed = command, ""

    def compose(self) -> ComposeResult:
        """What to do."""
        with Vertical() as box:
            box.border_title = line_content(f"A key for {self._command}")
            yield Static("Press it, then enter. Escape takes it back, and leaves.", markup=False)
            yield Static("", classes="note", markup=False)

    def take(self, key: str) -> None:
        """Show a key, or answer with the one that is shown."""
        if self._pressed and key == "enter":
            self.dismiss(self._pressed)
        elif key == "escape":
            if not self._pressed:
                self.dismiss(None)
            self._pressed = ""
        else:
            self._pressed = key
        self.query_one(".note", Static).update(shown(self._pressed))

    def on_key(self, event: events.Key) -> None:
        """Take any key."""
        event.stop()
        self.take(pressed(event.key))


class SettingsScreen(FilteredScreen[None]):
    """All settings. `prefer` changes some of them; it must not fail."""

    commands = SETTINGS
    BINDINGS: ClassVar[list[BindingType]] = bindings_of(SETTINGS)

    def __init__(self, preferences: Preferences, themes: Sequence[str], prefer: Prefer) -> None:
        super().__init__()
        self._preferences, self._themes, self._prefer = preferences, themes, prefer
        self._before: list[Settings] = []

    def body(self) -> Iterable[Widget]:
        """The filter, and the list."""
        return (FilterBox("by name or what it does"), SettingList("no setting fits"))

    async def on_mount(self) -> None:
        """Begin in the list."""
        await super().on_mount()
        self.show_title("Settings", "each change holds at once, and is written to settings.toml")
        self.set_focus(self._list)
        self._narrow()

    @property
    def _list(self) -> SettingList:
        return self.query_one(SettingList)

    def settings_changed(self) -> None:
        """Show the settings as they are by now."""
        self.show_keys()
        self._narrow()

    def _narrow(self) -> None:
        found = setting_rows(self._preferences.settings, self._preferences.keymap, self._themes)
        words = self._filter.split()
        fits = [r for r in found if all(w in f"{r.name} {r.group} {r.help}".lower() for w in words)]
        self._list.show(fits)

    async def _change(self, row: SettingRow, value: str | tuple[str, ...] | None) -> None:
        try:
            changes = changed(self._preferences.settings, row, value)
        except ValueError:
            raise WorkbenchError(Problem(f'"{value}" is not a whole number')) from None
        self._before.append(self._preferences.settings)
        await self._prefer(**changes)
        self.settings_changed()

    async def command_change(self) -> None:
        """Choose another value, or press another key."""
        row = self._list.current
        if row is None:
            return
        if row.choices == ("on", "off"):
            await self._change(row, "off" if row.value == "on" else "on")
            return
        asked: ModalScreen[str | None]
        if row.choices:
            asked = Pick(row.name, row.choices, chosen=row.value, preview=self._preview_of(row))
        elif row.command:
            asked = PressKey(row.command)
        else:
            asked = Ask(row.name, row.value, row.note)
        value = await self.app.push_screen_wait(asked)
        if value is not None:
            await self._change(row, value)
        else:
            await self._prefer()  # what a preview has shown goes

    def _preview_of(self, row: SettingRow) -> Callable[[str], None] | None:
        def preview(name: str) -> None:
            if name in self.app.available_themes:
                self.app.theme = name

        return preview if row.name.startswith("theme") else None

    async def command_add(self) -> None:
        """Press one more key for the command."""
        row = self._list.current
        if row is None or not row.command:
            return
        value = await self.app.push_screen_wait(PressKey(row.command))
        if value is not None:
            known = self._preferences.keymap.keys.get(row.command, ())
            await self._change(row, tuple(dict.fromkeys((*known, value))))

    async def command_take_away(self) -> None:
        """Leave the command without a key."""
        row = self._list.current
        if row is not None and row.command:
            await self._change(row, ())

    async def command_reset(self) -> None:
        """Take the usual value, or the usual keys."""
        if (row := self._list.current) is not None and row.own:
            await self._change(row, None)

    async def command_undo(self) -> None:
        """Take the last change back."""
        if self._before:
            before = self._before.pop()
            names: dict[str, Any] = {name: getattr(before, name) for name in before.__slots__}
            await self._prefer(**names)
            self.settings_changed()

    @on(LineList.Chosen)
    async def _chosen(self) -> None:
        await self.action_command("settings.change")
