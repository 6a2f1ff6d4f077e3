"""The command palette: every command and tab of the screen that it lies over, found by name."""

from collections.abc import Iterator, Sequence
from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider

from .commands import COMMANDS, Command
from .keyboard import keymap_of
from .widgets.tab_bar import TabBar


class CommandProvider(Provider):
    """Offers the commands, each with its key, and the tabs that are on the screen."""

    @property
    def _commands(self) -> Sequence[Command]:
        found: Sequence[Command] = getattr(self.screen, "commands", COMMANDS)
        return found

    def _title(self, command: Command) -> str:
        key = keymap_of(self.app).shown(command.id)
        return f"{command.title}  ({key})" if key else command.title

    def _tabs(self) -> Iterator[tuple[str, TabBar, str]]:
        """Yield the title of each tab, the bar that it is in, and its name there."""
        for bar in self.screen.query(TabBar):
            if bar.of and bar.region:
                for name in bar.names:
                    yield f"{name} of the {bar.of}", bar, name

    async def discover(self) -> Hits:
        """Offer every command before anything is typed."""
        for command in self._commands:
            yield DiscoveryHit(
                self._title(command),
                partial(self.screen.run_action, f"command('{command.id}')"),
                help=command.help,
            )

    async def search(self, query: str) -> Hits:
        """Offer the commands and tabs whose title matches."""
        matcher = self.matcher(query)
        for command in self._commands:
            title = self._title(command)
            if (score := matcher.match(title)) > 0:
                yield Hit(
                    score,
                    matcher.highlight(title),
                    partial(self.screen.run_action, f"command('{command.id}')"),
                    help=command.help,
                )
        for title, bar, name in self._tabs():
            if (score := matcher.match(title)) > 0:
                yield Hit(
                    score, matcher.highlight(title), partial(bar.go_to, name), help="Show this tab"
                )
