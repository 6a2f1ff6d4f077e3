import pytest
from PIL import Image
from textual.app import App

from tests.bodies.growing import plain
from tests.bodies.test_pictures import packed
from workbench.tui.widgets.graphics import Graphics, graphics_of, shows_kitty

PICTURE = packed(Image.new("RGB", (20, 20), (255, 0, 0)))


def drawn(graphics: Graphics) -> list[str]:
    index = graphics.index(PICTURE, 10)
    index.feed(bytes(PICTURE.data))
    index.finish()
    return plain(index.rows(0, 99))


@pytest.mark.parametrize(
    ("environment", "can"),
    [
        ({"TERM": "xterm-kitty"}, True),
        ({"TERM": "xterm-256color", "KITTY_WINDOW_ID": "1"}, True),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "ghostty"}, True),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "WezTerm"}, False),
        ({"TERM": "xterm-kitty", "TMUX": "/tmp/x"}, False),
        ({"TERM": "screen", "KITTY_WINDOW_ID": "1"}, False),
        ({}, False),
    ],
)
def test_terminals_are_known_by_what_they_say(environment: dict[str, str], can: bool) -> None:
    assert shows_kitty(environment) is can


@pytest.mark.parametrize(
    ("how", "cell", "sends"),
    [("half-blocks", "▀", False), ("kitty", "\U0010eeee", True), ("off", "", False)],
)
def test_pictures_are_drawn_as_wished(how: str, cell: str, sends: bool) -> None:
    sent: list[str] = []
    graphics = Graphics(how, sent.append)
    rows = drawn(graphics)

    assert rows[0] == "image    PNG"
    assert (rows[-1][:1] == cell) if cell else len(rows) == 4
    assert bool(sent) is sends
    graphics.forget()
    assert (len(sent) > 1 and sent[-1].startswith("\x1b_Ga=d")) is sends


def test_a_program_without_a_terminal_draws_half_blocks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TERM", "xterm-kitty")
    app: App[None] = App()
    rows = drawn(graphics_of(app))

    assert rows[-1] == "▀" * 10
