"""The steps of the tour: what a person does, by keys, on the collection of `places.py`."""

from collections.abc import Awaitable, Callable
from typing import Any

from textual.screen import Screen

from tests.tui.shops import Desk
from workbench.tui.screens.main import MainScreen
from workbench.tui.widgets.code_area import CodeArea
from workbench.tui.widgets.tab_bar import TabBar

from .places import BODY


async def left(desk: Desk, screen: Screen[Any]) -> None:
    """Close one screen."""
    await desk.press("escape")
    await desk.until(lambda: desk.app.screen is not screen)


async def home(desk: Desk) -> None:
    """Close whatever is open over the main screen."""
    while not isinstance(desk.app.screen, MainScreen):
        await left(desk, desk.app.screen)


async def command(desk: Desk, name: str, *keys: str) -> None:
    """Carry out a command of the table, press keys, and come back."""
    await desk.main.run_action(f"command('{name}')")
    await desk.pilot.pause()
    await desk.press(*keys)
    await home(desk)


async def walk_the_tree(desk: Desk) -> None:
    desk.tree.focus()
    await desk.press("end", *["pageup"] * 10, "home", *["down"] * 30, "left", "right")


async def find_a_request(desk: Desk) -> None:
    await command(desk, "find-request", *"request 77", "enter")


async def open_requests(desk: Desk) -> None:
    for node in ("part-000/request-0001", "part-030/request-0601", "a-users"):
        await desk.open(node)


async def edit_the_url(desk: Desk) -> None:
    await command(desk, "focus-url", "end", *"?q={{place}}&x=1", *["backspace"] * 16)


async def go_through_the_tabs_of_a_request(desk: Desk) -> None:
    for _ in range(9):
        await command(desk, "next-tab")


async def send_a_request(desk: Desk) -> None:
    await command(desk, "send")
    await desk.done()


async def go_through_the_tabs_of_a_response(desk: Desk) -> None:
    await command(desk, "focus-response")
    for _ in range(8):
        await command(desk, "next-response-tab")


async def stream(desk: Desk) -> None:
    await desk.open("a-stream")
    await command(desk, "send")
    await command(desk, "focus-response", "f", "f", "home", "end")
    await desk.done()


async def take_a_large_body(desk: Desk) -> None:
    await desk.open("a-big")
    await command(desk, "send")
    await command(desk, "focus-response", *["pagedown"] * 20, "end", "home")
    await desk.done()


async def scroll_a_large_body(desk: Desk) -> None:
    await command(desk, "focus-response", "end", *["pageup"] * 20, "home", *["down"] * 20)
    await desk.press("z", "Z", "v", "end", "v", "end", "home", "v")


async def search_a_large_body(desk: Desk) -> None:
    await command(desk, "find", *"name", "enter")
    await command(desk, "focus-response", "n", "n", "N", "ampersand", "ampersand")
    await command(desk, "find", *["backspace"] * 4, *"/a.c/", "enter")
    await command(desk, "focus-response", "colon", *"50%", "enter")


async def edit_a_large_body(desk: Desk) -> None:
    await desk.open("a-large")
    desk.main.query_one("#request-tabs", TabBar).choose("Body")
    await desk.until(lambda: bool(desk.main.query("#body-text")))
    area = desk.main.query_one("#body-text", CodeArea)
    await desk.until(lambda: area.text.startswith(BODY[:1000]))
    desk.main.set_focus(area)
    await desk.press(
        *"typing", "enter", "pagedown", "pagedown", *"in it", "ctrl+z", "f7", "ctrl+x", "ctrl+z"
    )
    await desk.press("down", *"12", "enter", *["up"] * 9, "alt+l", "alt+l", "alt+w", "alt+w")
    await desk.press("alt+shift+f")
    await desk.until(lambda: area.document.line_count > BODY.count("\n") + 2)
    await desk.press("ctrl+z")
    await command(desk, "save")
    await command(desk, "revert")


async def make_and_undo(desk: Desk) -> None:
    await desk.open("a-users")
    desk.tree.focus()
    await command(desk, "duplicate")
    await desk.pilot.pause()
    desk.tree.focus()
    await desk.press("u")


async def run_in_parallel(desk: Desk) -> None:
    await desk.open("part-000/request-0001")
    await desk.main.run_action("command('run')")
    await desk.pilot.pause()
    await desk.press("ctrl+u", *"200", "enter")
    await desk.sees("done 200/200")
    await desk.press("home", "down", "enter", "escape")


async def open_every_screen(desk: Desk) -> None:
    names = ("variables", "cookies", "environments", "history", "settings", "help", "palette")
    for name in names:
        await command(desk, name, "down", "down", "end", "home")


async def change_the_look(desk: Desk) -> None:
    await command(desk, "theme", "down", "down", "up")
    for name in ("sidebar", "zoom", "layout", "grow", "shrink", "sidebar", "zoom", "layout"):
        await command(desk, name)


async def jump(desk: Desk) -> None:
    await command(desk, "jump")


async def change_size(desk: Desk) -> None:
    for size in ((200, 60), (80, 24), (120, 40)):
        await desk.pilot.resize_terminal(*size)


async def reload(desk: Desk) -> None:
    await command(desk, "reload")


STEPS: tuple[Callable[[Desk], Awaitable[None]], ...] = (
    walk_the_tree,
    find_a_request,
    open_requests,
    edit_the_url,
    go_through_the_tabs_of_a_request,
    send_a_request,
    go_through_the_tabs_of_a_response,
    stream,
    take_a_large_body,
    scroll_a_large_body,
    search_a_large_body,
    edit_a_large_body,
    make_and_undo,
    run_in_parallel,
    open_every_screen,
    change_the_look,
    jump,
    change_size,
    reload,
)
