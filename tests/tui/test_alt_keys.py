"""What Textual's own parser makes of the bytes of a terminal, with ours installed."""

import pytest
from textual import events
from textual._xterm_parser import XTermParser

from workbench.tui.alt_keys import install_alt_keys
from workbench.tui.commands import COMMANDS
from workbench.tui.key_names import character
from workbench.tui.widget_commands import WIDGET_COMMANDS


def keys(sent: str) -> list[tuple[str, str | None]]:
    """Return the keys of some bytes, and what each would write."""
    install_alt_keys()
    parser = XTermParser()
    found = [*parser.feed(sent), *parser.feed("")]  # the end of the input, as a pause does
    return [(event.key, event.character) for event in found if isinstance(event, events.Key)]


@pytest.mark.parametrize(
    ("sent", "key"),
    [
        ("\x1bg", "alt+g"),
        ("\x1bF", "alt+shift+f"),
        ("\x1b1", "alt+1"),
        ("\x1b/", "alt+slash"),
        ("\x1b-", "alt+minus"),
        ("\x1b=", "alt+equals_sign"),
        ("\x1b\r", "alt+enter"),
        ("\x1b\x01", "alt+ctrl+a"),
        ("\x1bf", "ctrl+right"),
        ("\x1b[1;3C", "alt+right"),
        ("\x1b[103;3u", "alt+g"),
    ],
)
def test_a_key_with_alt_is_one_and_no_text(sent: str, key: str) -> None:
    assert keys(sent) == [(key, None)]


def test_other_keys_are_what_they_were() -> None:
    assert keys("g/1") == [("g", "g"), ("slash", "/"), ("1", "1")]
    assert keys("\x1b") == [("escape", "\x1b")]


def test_every_usual_key_with_alt_arrives_from_every_terminal() -> None:
    listed = [command.keys for command in COMMANDS] + [command.keys for command in WIDGET_COMMANDS]
    keyed = {key for each in listed for key in each.split(",")}
    usual = {key for key in keyed if key.startswith("alt+") and "shift+" not in key}
    written = {key: character(key.removeprefix("alt+")) for key in usual}
    lost = {key for key, char in written.items() if char and keys(f"\x1b{char}") != [(key, None)]}

    assert len([char for char in written.values() if char]) > 20
    assert lost == set()
