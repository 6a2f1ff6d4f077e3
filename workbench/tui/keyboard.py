"""The keymap in use, and keys that are pressed one after the other."""

from typing import TYPE_CHECKING, Any

from textual import events
from textual.app import App
from textual.timer import Timer

from .key_names import pressed
from .key_order import consumes

if TYPE_CHECKING:
    from .keymap import Keymap

HINT_DELAY = 0.4  # seconds; who knows the keys is not shown them
ESCAPE = "escape"


class Keyboard:
    """Knows what is bound to what, and what of a sequence has been pressed so far."""

    def __init__(self, app: App[Any]) -> None:
        self._app = app
        self._keymap: Keymap | None = None
        self._begun = ""
        self._timer: Timer | None = None

    @property
    def keymap(self) -> "Keymap":
        """The keys in use."""
        if self._keymap is None:
            from .keymap import keymap

            self._keymap = keymap()
        return self._keymap

    def use(self, wanted: "Keymap") -> None:
        """Take on other keys at once."""
        self._keymap = wanted
        self._app.set_keymap(wanted.rebound)

    async def take(self, key: events.Key) -> bool:
        """Begin a sequence or go on with it; False if the key has nothing to do with one."""
        screen, name = self._app.screen, pressed(key.key)
        if not self._begun:
            followed = name in self.keymap.sequences and getattr(screen, "takes_sequences", False)
            if not followed or consumes(self._app, key):
                return False
            self._go_on(name)
            return True
        followers = self.keymap.sequences[self._begun]
        whole, command = f"{self._begun} {name}", followers.get(name, "")
        if whole in self.keymap.sequences:
            self._go_on(whole)
            return True
        self._end()
        if command:
            await screen.run_action(f"command('{command}')")
        elif name != ESCAPE:
            self._app.bell()
        return True

    def _go_on(self, begun: str) -> None:
        hinted = self._timer is None and bool(self._begun)
        self._end()
        self._begun = begun
        if hinted:
            self._hint()
        else:
            self._timer = self._app.set_timer(HINT_DELAY, self._hint)

    def _end(self) -> None:
        self._begun = ""
        if self._timer is not None:
            self._timer.stop()
        self._timer = None
        for hint in self._app.screen.query("WhichKey"):
            hint.remove()

    def _hint(self) -> None:
        from .widgets.which_key import WhichKey

        self._timer = None
        if self._begun:
            self._app.screen.mount(WhichKey(self.keymap, self._begun))


def keymap_of(app: App[Any]) -> "Keymap":
    """Return the keys in use; those of the tables in an app that is not our own."""
    keyboard = getattr(app, "keyboard", None)
    return (keyboard if isinstance(keyboard, Keyboard) else Keyboard(app)).keymap
