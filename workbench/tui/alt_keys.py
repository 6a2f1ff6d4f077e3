"""Keys with alt, as terminals without the Kitty protocol send them: escape, and then the key.

Textual takes most of them for text: with the cursor in a field `alt+g` writes a g, `alt+/` is a
slash everywhere, and `alt+1` is ¡, as on a Mac's keyboard.
"""

from collections.abc import Iterator

from textual import events
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._xterm_parser import XTermParser

ESC = "\x1b"
ALT = "alt+"
_told = XTermParser._sequence_to_key_events


def install_alt_keys() -> None:
    """Let keys with alt be keys, in all apps from now on.

    Only `alt+f` and `alt+b` stay what Textual makes of them: the terminals of Macs send them
    for alt with the arrows.
    """
    # Textual has no public way to do this; a test holds this one against its parser.
    for sequence, meant in [*ANSI_SEQUENCES_KEYS.items()]:
        if len(sequence) == 2 and sequence[0] == ESC and isinstance(meant, str):
            del ANSI_SEQUENCES_KEYS[sequence]  # type: ignore[attr-defined]
    setattr(XTermParser, _told.__name__, _with_alt)


def _with_alt(parser: XTermParser, sequence: str, alt: bool = False) -> Iterator[events.Key]:
    for event in _told(parser, sequence, alt):
        yield events.Key(ALT + event.key.removeprefix(ALT), None) if alt else event
