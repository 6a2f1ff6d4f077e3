"""The command palette: every command and tab of the screen that it lies over, found by name."""

from collections.abc import Iterator, Sequence
from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider

from workbench.errors import WorkbenchError
from workbench.formats.body_table import body_name
from workbench.formats.request_text import decode_request_text, is_request_text
from workbench.model import NoBody, RequestSpec

from .commands import COMMANDS, Command
from .keyboard import keymap_of
from .screens.main import MainScreen
from .widgets.safe import line_content
from .widgets.tab_bar import TabBar


def _nothing() -> None:
    """What is no request begins none."""


def _with(spec: RequestSpec) -> str:
    held = ((len(spec.headers), "header"), (len(spec.params), "parameter"))
    told = [f"{count} {what}{'s' if count > 1 else ''}" for count, what in held if count]
    if not isinstance(spec.body, NoBody):
        told.append(f"a body ({body_name(spec.body)})")
    return f" with {', '.join(told)}" if told else ""


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

    def _request(self, text: str) -> Hit | None:
        """Offer to begin the request that is typed, or tell why it is none."""
        main = self.screen
        if not isinstance(main, MainScreen) or not is_request_text(text):
            return None
        try:
            spec = decode_request_text(text, main.state.base).spec
        except WorkbenchError as error:
            problem = error.problems[0]
            return Hit(1, line_content(problem.what, "$error"), _nothing, help=problem.hint)
        title = line_content(spec.method, "bold") + line_content(f" {spec.url}")
        return Hit(
            1, title, partial(main.begin_request, text), help=f"Begin this request{_with(spec)}"
        )

    async def search(self, query: str) -> Hits:
        """Offer the commands and tabs whose title matches, or the request that is typed."""
        if hit := self._request(query):
            yield hit
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
