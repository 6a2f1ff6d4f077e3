"""The app in states that look the same at every run: no clock, no free port, no network."""

import asyncio
import shutil
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from pathlib import Path

from textual.pilot import Pilot

from tests.tui.samples import exchange
from workbench.bodies.frames import Frame, frame_lines
from workbench.engine.progress import RunProgress
from workbench.model import (
    Answered,
    Exchange,
    Origin,
    Origins,
    Plan,
    Resolved,
    Talk,
    requests,
)
from workbench.store.shipped import shipped_collections
from workbench.store.spool import Spool
from workbench.tui.app import WorkbenchApp
from workbench.tui.panes.collection import CollectionTree
from workbench.tui.panes.response import ResponsePane
from workbench.tui.panes.run import RunPane
from workbench.tui.screens.main import MainScreen

BODY = b"""{"page": 1, "total": 2, "users": [
  {"id": 1, "name": "Ada Lovelace", "tags": ["mathematics", "engines"], "active": true},
  {"id": 2, "name": "Grace Hopper", "tags": [], "active": null, "score": 1.10}
]}"""
Scene = Callable[[MainScreen, Pilot[None]], Awaitable[None]]


def demo_app(
    place: Path, theme: str = "night", variables: Mapping[str, str] | None = None
) -> WorkbenchApp:
    """Return the app on a copy of the demo collection; without variables, with no server."""
    shutil.copytree(shipped_collections() / "demo", place / "demo")
    app = WorkbenchApp(place / "demo", is_collection=True, variables=variables)
    app.theme = theme
    return app


def before(scene: Scene) -> Callable[[Pilot[None]], Awaitable[None]]:
    """Return what brings a freshly started app into a scene."""

    async def run(pilot: Pilot[None]) -> None:
        async with asyncio.timeout(40):
            while not isinstance(pilot.app.screen, MainScreen):
                await pilot.pause(0.01)
            main = pilot.app.screen
            await main.loaded.wait()
            await pilot.pause()
            await scene(main, pilot)
            await pilot.pause()

    return run


async def until(pilot: Pilot[None], true: Callable[[], bool]) -> None:
    """Let the app go on until something is true."""
    async with asyncio.timeout(40):
        while not true():
            await pilot.pause(0.01)


def answered() -> Exchange:
    """Return a finished exchange with a JSON body."""
    body = Spool()
    body.append(BODY)
    return replace(exchange(request="users/list"), body=body, size=len(BODY))


async def opened(main: MainScreen, pilot: Pilot[None]) -> None:
    """Open a request by way of the tree."""
    main.query_one(CollectionTree).reveal("users/list")
    await pilot.press("enter")


async def response(main: MainScreen, pilot: Pilot[None]) -> None:
    """A request with its response."""
    await opened(main, pilot)
    main.state = main.state.moving_on(answered())
    main.show()


async def origins(main: MainScreen, pilot: Pilot[None]) -> None:
    """Where all that was sent came from, as far as the tab has room for it."""
    await opened(main, pilot)
    place, folder, local = "users/list.toml", "users/folder.toml", "environments/local.toml"
    call, ask = "{{response('auth/login', '$.token')}}", "http://{{host}}"
    answer = Answered("auth/login", 200, 1e9)
    found = (
        Origin("url", 0, "url", "http://127.0.0.1:8000/users?page=1", False, "request", place, 3),
        Origin("url", 1, "{{base_url}}", ask[:7] + "127.0.0.1", False, "", local, 2, ask),
        Origin("url", 2, "{{host}}", "127.0.0.1", False, "", local, 1),
        Origin("url", 1, "{{page}}", "1", scope="captured"),
        Origin("headers", 0, "X-Team", "blue \x1b[31m\u202e", False, "folder users", folder, 4),
        Origin("auth", 0, "auth", "bearer", False, "collection", "collection.toml", 8),
        Origin("auth", 1, call, "s3cret", True, "function", answered=answer),
        Origin("options", 0, "timeout", "10", False, "collection", "collection.toml", 12),
    )
    done = replace(answered(), origins=Origins(found, 3))
    main.state = main.state.moving_on(done)
    main.show()
    main.query_one(ResponsePane).show_tab("Origins")
    await pilot.pause()


async def conversation(main: MainScreen, pilot: Pilot[None]) -> None:
    """An open WebSocket in which something was said, and a message that is being written."""
    await opened(main, pilot)
    said = (
        Frame(0.021, True, "text", "hello from Ada", 14),
        Frame(0.042, False, "text", "hello from Ada", 14),
        Frame(1.5, False, "text", '{"tick": 1, "price": 102.5, "odd": "\x1b[31m\u202e"}', 52),
        Frame(2.25, True, "binary", b"\xde\xad\xbe\xef", 4),
        Frame(3.0, False, "ping", "1", 1),
        Frame(3.001, True, "pong", "1", 1),
        Frame(130.5, False, "close", "that was all", 14, 1000),
    )
    body = Spool()
    for frame in said:
        body.append(b"".join(frame_lines(frame)))
    (hop,) = exchange().hops
    hop = replace(hop, status=101, reason="", headers=(("Upgrade", "websocket"),))
    talking = replace(
        exchange(request="users/list"), hops=(hop,), body=body, talk=Talk("open"), size=body.size
    )
    main.state = main.state.moving_on(talking)
    main.show()
    await pilot.press("ctrl+o", "m", *"hi", "space", *"{{user}}")


async def tabs(main: MainScreen, pilot: Pilot[None]) -> None:
    """Many open requests: edited, in flight, failed, with wide names; the row is too long."""
    ids = ["welcome", "users/list", "users/get", "auth/me", "users/create", "uploads/file"]
    ids = [node for node in ids if main.state.saved(node)]
    ids += [each.id for each in requests(main.state.collection.root) if each.id not in ids][:8]
    for node in ids:
        main.state = main.state.opening(node, keep=node != ids[-1])
    names = {ids[2]: "注文一覧を 🙂 見る", ids[3]: "A name that is longer than there is room for"}
    for node, name in names.items():
        spec = main.state.current(node)
        assert spec is not None
        main.state = main.state.editing(node, replace(spec, name=name))
    main.state = main.state.moving_on(exchange(1, ids[0], status=404))
    main.state = main.state.moving_on(exchange(2, ids[3], "receiving"))
    main.state = main.state.opening(ids[1]).moving_on(answered())
    main.show()


async def run(main: MainScreen, pilot: Pilot[None]) -> None:
    """A finished run in its panel, one row of it failed."""
    await opened(main, pilot)
    await pilot.press("ctrl+g")
    resolved = Resolved("users/list", "List users", "GET", "http://127.0.0.1:8000/users")
    progress = RunProgress(Plan((resolved,), 12, 4), clock=iter(range(100)).__next__)
    progress.begin()
    for number in range(1, 13):
        status = 503 if number == 5 else 200
        done = exchange(number, "users/list", status=status)
        progress.add(number, replace(done, elapsed=0.012 + number / 1000, size=150))
    progress.end(cancelled=False)
    main.query_one(RunPane).watch_run(progress)


async def welcome(main: MainScreen, pilot: Pilot[None]) -> None:
    """Nothing is open yet."""
