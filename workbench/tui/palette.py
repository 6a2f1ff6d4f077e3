"""The command palette: every command of the screen that it lies over, found by name."""

from collections.abc import Sequence
from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider

from .commands import COMMANDS, Command
from .keyboard import keymap_of


class CommandProvider(Provider):
    """Offers the commands, each with its key."""

    @property
    def _commands(self) -> Sequence[Command]:
        found: Sequence[Command] = getattr(self.screen, "commands", COMMANDS)
        return found

    def _title(self, command: Command) -> str:
        key = keymap_of(self.app).shown(command.id)
        return f"{command.title}  ({key})" if key else command.title

    async def discover(self) -> Hits:
        """Offer everything before anything is typed."""
        for command in self._commands:
            yield DiscoveryHit(
                self._title(command),
                partial(self.screen.run_action, f"command('{command.id}')"),
                help=command.help,
            )

    async def search(self, query: str) -> Hits:
        """Offer the commands whose title matches."""
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
