"""Press keys and see what they are called: which of them this terminal can tell apart."""

from collections import deque

from textual import events
from textual.app import App, ComposeResult
from textual.widgets import Static

from .alt_keys import install_alt_keys
from .key_names import doubt, pressed
from .keymap import SCOPE_OF, Keymap
from .widgets.safe import content

SHOWN = 10
LEAVING = "escape"


class TryKeys(App[None]):
    """Names each key as it comes; escape twice leaves."""

    ENABLE_COMMAND_PALETTE = False
    CSS = """
    Static { padding: 0 1; height: auto; }
    """

    def __init__(self, keymap: Keymap) -> None:
        super().__init__()
        install_alt_keys()
        self._bound = keymap
        self._lines: deque[str] = deque(maxlen=SHOWN)
        self._last = ""

    def compose(self) -> ComposeResult:
        """What to do, and what came of it."""
        yield Static(
            "Press any key to see its name as settings.toml takes it; escape twice leaves."
        )
        yield Static(id="seen", markup=False)

    async def on_event(self, event: events.Event) -> None:
        """Name a key before anything of Textual's own takes it."""
        if isinstance(event, events.Key) and not event.is_forwarded:
            self._tell(pressed(event.key))
        else:
            await super().on_event(event)

    def _tell(self, key: str) -> None:
        if key == LEAVING == self._last:
            self.exit()
            return
        self._last = key
        bound = [
            f"{command} ({SCOPE_OF[command]})"
            for command, keys in self._bound.keys.items()
            if any(key == one or one.startswith(f"{key} ") for one in keys)
        ]
        told = ", ".join(bound[:3]) + (f" and {len(bound) - 3} more" if len(bound) > 3 else "")
        line = f"{key:<24} {told or 'free'}"
        self._lines.append(f"{line}  ({doubt(key)})" if doubt(key) else line)
        self.query_one("#seen", Static).update(content("\n".join(self._lines)))
