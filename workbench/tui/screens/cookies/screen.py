"""The screen of cookies: a list by domain, and below it the one under the cursor."""

import time
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget

from workbench.errors import Problem, WorkbenchError
from workbench.model import KeptCookie
from workbench.tui.cookie_jar import CookieJar
from workbench.tui.place_commands import COOKIES
from workbench.tui.screens.dialogs import Ask
from workbench.tui.screens.filtered import FilteredScreen
from workbench.tui.screens.side import bindings_of
from workbench.tui.widgets.filter_box import FilterBox
from workbench.tui.widgets.item_list import ItemList
from workbench.tui.widgets.line_list import LineList
from workbench.tui.widgets.lines import Lines

from . import words

NONE_YET, NONE_FITS = "no cookies: they come with responses", "no cookie fits"
LOOK_EVERY = 1.0  # seconds: requests that are under way may set cookies
Key = tuple[str, str, str, bool]


def key_of(cookie: KeptCookie) -> Key:
    """Return what tells a cookie from all others."""
    return cookie.domain, cookie.path, cookie.name, cookie.host_only


class CookieList(ItemList[KeptCookie]):
    """The cookies, one a line."""

    def __init__(self) -> None:
        super().__init__(NONE_YET, id="cookie-list")
        self.revealed: set[Key] = set()

    def line(self, index: int, width: int) -> Content:
        """Draw one cookie."""
        cookie = self.shown[index]
        before = self.shown[index - 1] if index else None
        first = before is None or _place(before) != _place(cookie)
        revealed = key_of(cookie) in self.revealed
        return words.row(cookie, width, time.time(), first=first, revealed=revealed)


class CookiesScreen(FilteredScreen[None]):
    """The cookies of one environment, by domain; values are hidden until they are revealed."""

    DEFAULT_CSS = """
    CookiesScreen {
        & > #details { height: 7; margin: 0 1; padding: 0; border-top: solid $foreground 25%; }
    }
    """
    commands = COOKIES
    BINDINGS: ClassVar[list[BindingType]] = bindings_of(COOKIES)

    def __init__(self, environment: str | None, jar: CookieJar) -> None:
        super().__init__()
        self._environment, self._jar = environment, jar
        self._known: tuple[KeptCookie, ...] = ()

    def body(self) -> Iterable[Widget]:
        """The filter, the list, one cookie in full."""
        return (FilterBox("by domain, name or path"), CookieList(), Lines(id="details"))

    async def on_mount(self) -> None:
        """Begin in the list."""
        await super().on_mount()
        self.show_title("Cookies", f"of {self._environment or 'no environment'}")
        self.set_focus(self._list)
        await self._look()
        self.set_interval(LOOK_EVERY, self._look)

    @property
    def _list(self) -> CookieList:
        return self.query_one(CookieList)

    async def _look(self) -> None:
        found = await self._jar.read(self._environment)
        if self.is_left:
            return
        known = tuple(sorted(found, key=lambda cookie: (*_place(cookie), cookie.name, cookie.path)))
        if known != self._known:
            self._known = known
            self._narrow()

    def _narrow(self) -> None:
        """List what fits the filter, with the cursor where it was."""
        current = self._list.current
        shown = [cookie for cookie in self._known if self._fits(cookie)]
        self._list.nothing = NONE_FITS if self._filter else NONE_YET
        self._list.show(shown)
        if current is not None:
            keys = [key_of(cookie) for cookie in shown]
            if key_of(current) in keys:
                self._list.cursor = keys.index(key_of(current))
        self._describe()

    def _fits(self, cookie: KeptCookie) -> bool:
        return self._filter in f"{cookie.domain} {cookie.name} {cookie.path}".lower()

    def _describe(self) -> None:
        cookie = self._list.current
        revealed = cookie is not None and key_of(cookie) in self._list.revealed
        reveals = self.can("cookies.reveal", "reveals it")
        lines = [] if cookie is None else words.details(cookie, revealed=revealed, reveals=reveals)
        self.query_one("#details", Lines).show(lines)

    # What the widgets say

    @on(LineList.Moved, "#cookie-list")
    def _moved(self) -> None:
        self._describe()

    @on(LineList.Chosen, "#cookie-list")
    async def _chosen(self) -> None:
        await self.action_command("cookies.edit")

    # The commands

    async def command_edit(self) -> None:
        """Send another value."""
        cookie = self._list.current
        if cookie is None:
            return
        revealed = key_of(cookie) in self._list.revealed
        note = "it is sent from now on; the value is hidden until you reveal it"
        asked = Ask(cookie.name, cookie.value if revealed else "", note, secret=not revealed)
        value = await self.app.push_screen_wait(asked)
        if value is None or value == cookie.value:
            return
        if ";" in value or not value.isprintable():
            what = "a cookie cannot hold semicolons or control characters"
            raise WorkbenchError(Problem(what))
        changed = replace(cookie, value=value)
        await self._jar.change(self._environment, remove=[cookie], add=[changed])
        await self._look()

    async def command_delete(self) -> None:
        """Forget the one under the cursor."""
        cookie = self._list.current
        if cookie is not None:
            await self._delete([cookie], f"{cookie.name} is deleted")

    async def command_delete_domain(self) -> None:
        """Forget all of the domain under the cursor."""
        cookie = self._list.current
        if cookie is not None:
            gone = [each for each in self._known if each.domain == cookie.domain]
            await self._delete(gone, f"{len(gone)} cookies of {cookie.domain} are deleted")

    async def _delete(self, cookies: Sequence[KeptCookie], what: str) -> None:
        await self._jar.change(self._environment, remove=cookies)
        await self._look()
        back = "it" if len(cookies) == 1 else "them"
        self.tell(what, self.can("cookies.undo", f"brings {back} back"))

    async def command_undo(self) -> None:
        """Take the last change back."""
        if not await self._jar.undo():
            self.tell("nothing was changed")
        await self._look()

    def command_reveal(self) -> None:
        """Show the value under the cursor, or hide it again."""
        if self._list.current is not None:
            self._list.revealed ^= {key_of(self._list.current)}
            self._list.refresh()
            self._describe()


def _place(cookie: KeptCookie) -> tuple[str, bool]:
    return cookie.domain, cookie.host_only
