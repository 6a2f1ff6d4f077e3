"""Hostile text through every place where text from outside reaches the screen."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textual import events

from tests.tui.samples import exchange
from tests.tui.shops import Desk, desk
from tests.tui.widgets.test_body_view import Body
from workbench.bodies.frames import Frame, frame_lines
from workbench.engine.progress import RunProgress
from workbench.errors import Problem, WorkbenchError
from workbench.model import (
    BasicAuth,
    BearerAuth,
    Broken,
    Collection,
    Environment,
    Exchange,
    Failure,
    Folder,
    FormBody,
    Message,
    Plan,
    RequestSpec,
    Resolved,
    Row,
    SavedRequest,
    Talk,
    TextBody,
    walk,
)
from workbench.tui.app import WorkbenchApp
from workbench.tui.panes.collection import CollectionTree
from workbench.tui.panes.request import RequestPane
from workbench.tui.panes.request.tabs import TABS
from workbench.tui.panes.response import ResponsePane, words
from workbench.tui.panes.response.headers import header_lines
from workbench.tui.panes.response.pane import TABS as RESPONSE_TABS
from workbench.tui.screens.dialogs import Ask, Confirm, Pick
from workbench.tui.screens.whole_row import WholeRow
from workbench.tui.state import State
from workbench.tui.widgets.body_view import BodyView
from workbench.tui.widgets.row_lines import RowLines
from workbench.tui.widgets.tab_bar import TabBar

from .evil import INVISIBLE, TEXTS, beginning, file_name, look, toml

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("own_places")]

every_text = pytest.mark.parametrize("evil", TEXTS.values(), ids=list(TEXTS))


COLOR = "@click=app.quit"  # as a style this is an action


def rows(evil: str) -> tuple[Row, ...]:
    return (Row(evil, evil), Row(f"{evil}-", "{{" + evil + "}}", enabled=False))


def spec(evil: str, **changes: Any) -> RequestSpec:
    """Return a request with the text wherever a request has one."""
    plain = RequestSpec(
        name=evil,
        description=evil,
        method=evil,
        url=f"http://h/{evil}",
        params=rows(evil),
        path=rows(evil),
        headers=(*rows(evil), Row(f"{evil}+", removed=True)),
        auth=BasicAuth(evil, evil),
        body=TextBody("text", evil),
    )
    return replace(plain, **changes)


def write(root: Path, evil: str) -> Path:
    """Write a collection whose names, values and mistakes are all the text."""
    odd, quoted = file_name(evil), toml(evil)
    request = (
        f"name = {quoted}\nmethod = {quoted}\nurl = {toml('http://h/' + evil)}\n"
        f"description = {quoted}\n[headers]\n{quoted} = {quoted}\n[params]\n{quoted} = {quoted}\n"
        f"[path]\n{quoted} = {quoted}\n"
        f'[auth]\ntype = "basic"\nusername = {quoted}\n'
        f'[body]\ntype = "form"\n[body.fields]\n{quoted} = {quoted}\n'
    )
    value = f"http://{evil}/"
    files = {
        "collection.toml": f"format = 1\nname = {quoted}\n[headers]\n{quoted} = {quoted}\n",
        f"environments/{odd}.toml": f"color = {toml(COLOR)}\n[variables]\nvalue = {toml(value)}\n",
        f"environments/{odd} broken.toml": f"color = [{quoted}",
        "users.toml": request,
        "value.toml": 'name = "Value"\nurl = "{{value}}"\n',
        f"{odd}.toml": 'url = "http://h/"\n',
        f"{odd} folder/folder.toml": f"name = {quoted}\n",
        f"{odd} plain/{odd}.toml": request,
        f"{odd} broken.toml": f"{quoted} = = 1\n",
        f"{odd} wrong.toml": f"[options]\nhttp_version = {quoted}\n",
    }
    for name, text in files.items():
        path = root / odd / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root / odd


@asynccontextmanager
async def opened(tmp_path: Path, evil: str) -> AsyncIterator[Desk]:
    """Open the app on the collection, in a theme that is called like the rest."""
    config = tmp_path / "config"
    (config / "themes").mkdir(parents=True)
    theme = f'name = {toml(evil)}\n[colors]\nprimary = "#112233"\n'
    (config / "themes" / "evil.toml").write_text(theme)
    (config / "themes" / f"{file_name(evil)} broken.toml").write_text(f"name = {toml(evil)}")
    (config / "settings.toml").write_text(f"theme = {toml(evil)}\n{toml(evil)} = 1\n")
    async with desk(write(tmp_path, evil), size=(120, 34)) as here:
        yield here


async def seen(here: Desk, *texts: str) -> None:
    """Let the app draw, and look at it: texts are there and nothing acts."""
    await here.until(lambda: all(text in look(here.app) for text in texts))


@every_text
async def test_collections_on_disk(tmp_path: Path, evil: str) -> None:
    start = beginning(evil)
    async with opened(tmp_path, evil) as here:
        assert here.app.theme == evil
        await seen(here, start, f"▾ {start}", f"✗ {start}", f"! {start}")

        nodes = list(walk(here.main.state.collection.root))
        assert sum(isinstance(node, Broken) for node in nodes) == 2
        for node in nodes:
            here.tree.reveal(node.id)
            await here.press("enter")
            await seen(here)
        here.tree.focus()
        await here.press("end", "enter")
        await seen(here, "not valid TOML")

        for name in here.main.state.collection.environments:
            here.main.state = here.main.state.switching(name)
            await here.open("value")
            await seen(here, f" {start}")


@every_text
async def test_the_parts_of_a_request(tmp_path: Path, evil: str) -> None:
    start = beginning(evil)
    async with opened(tmp_path, evil) as here:
        await here.open("users")
        for changed in (
            spec(evil),
            spec(evil, auth=BearerAuth(evil), body=TextBody("json", evil)),
            spec(evil, body=FormBody(rows(evil))),
        ):
            here.main.state = here.main.state.editing("users", changed)
            here.main.show()
            for tab in TABS:
                here.main.query_one("#request-tabs", TabBar).choose(tab)
                await here.pilot.pause()
                await seen(here, start)
        here.main.query_one("#request-tabs", TabBar).choose("Headers")
        await here.pilot.pause()
        here.main.query_one("#headers RowLines", RowLines).focus()
        await here.press("home", "enter")
        await seen(here, start)
        await here.press("tab")
        await seen(here, start)


def answers(evil: str) -> list[Exchange]:
    """Return exchanges with the text wherever an answer or a failure has one."""
    hop = exchange().hops[0]
    head = replace(
        hop,
        method=evil,
        url=f"http://{evil}/",
        reason=evil,
        http_version=evil,
        request_headers=((evil, evil),),
        headers=((evil, evil), ("Content-Type", evil)),
    )
    whole = replace(exchange(), name=evil, method=evil, url=evil, hops=(head, head))
    bodies = [
        evil.encode(),
        json.dumps({evil: [evil]}, ensure_ascii=False).encode(),
        b"\0\xff" + evil.encode("utf-16"),
    ]
    failure = Failure("protocol", Problem(evil, where=evil, hint=evil))
    found = [replace(whole, body=Body(body), size=len(body)) for body in bodies]
    found += [replace(found[0], failure=failure), replace(whole, hops=(), failure=failure)]
    found += [replace(whole, phase="receiving"), replace(whole, hops=(), phase="waiting")]
    return [replace(one, id=number) for number, one in enumerate(found, 1)]


@every_text
async def test_answers_and_failures(tmp_path: Path, evil: str) -> None:
    start = beginning(evil)
    async with opened(tmp_path, evil) as here:
        await here.open("users")
        for answer in answers(evil):
            here.main.state = here.main.state.moving_on(answer)
            here.main.show()
            for tab in RESPONSE_TABS:
                here.response.query_one("#response-tabs", TabBar).choose(tab)
                await here.pilot.pause()
                await seen(here, start)
            view = here.main.query_one(BodyView)
            for mode in view.modes:
                view.set_mode(mode)
                await here.pilot.pause()
                await seen(here)


@every_text
async def test_conversations(tmp_path: Path, evil: str) -> None:
    start = beginning(evil)
    said = (
        Frame(0.0, True, "text", evil, 1),
        Frame(1.0, False, "binary", evil.encode(), 1),
        Frame(2.0, False, "close", evil, 1, 4000),
    )
    body = b"".join(line for frame in said for line in frame_lines(frame))
    hop = replace(exchange().hops[0], status=101, headers=(("Upgrade", "websocket"),))
    talk = replace(exchange(), hops=(hop,), body=Body(body), size=len(body), talk=Talk("open"))
    async with opened(tmp_path, evil) as here:
        await here.open("users")
        messages = (Message(evil, evil),)
        here.main.state = here.main.state.editing("users", spec(evil, messages=messages))
        here.main.state = here.main.state.moving_on(talk)
        here.main.show()
        await here.press("ctrl+o", "M")
        await here.until(lambda: isinstance(here.app.screen, Pick))
        await seen(here, start)
        await here.press("escape", "g", "enter")
        await here.until(lambda: isinstance(here.app.screen, WholeRow))
        await seen(here, start)
        await here.press("escape")
        closed = replace(talk, id=2, talk=Talk("closed", 4000, evil))
        here.main.state = here.main.state.moving_on(closed)
        here.main.show()
        await seen(here, start, "■ closed 4000")


@every_text
async def test_runs(tmp_path: Path, evil: str) -> None:
    start = beginning(evil)
    async with opened(tmp_path, evil) as here:
        await here.open("users")
        await here.press("ctrl+g")
        await seen(here, f"{start}")
        progress = RunProgress(Plan((Resolved("users", evil, evil, evil),), repeat=9))
        progress.begin()
        for number, answer in enumerate(answers(evil), 1):
            progress.add(number, answer)
        here.main.bench.sends.watch_run(progress)
        await seen(here, "running 7/9", start)
        await here.press("home", "enter")
        await seen(here, f"Response of run: {start}")


@every_text
async def test_dialogs_and_messages(tmp_path: Path, evil: str) -> None:
    start = beginning(evil)
    async with opened(tmp_path, evil) as here:
        await here.open("users")
        await here.press("ctrl+l", "end", "x")
        folder = next(
            node.id
            for node in walk(here.main.state.collection.root)
            if isinstance(node, Folder) and node.children
        )
        here.tree.focus()
        here.tree.reveal(folder)
        for keys in ("f2", "m", "d", "f3", "f4", "f12", "ctrl+n"):
            await here.press(keys)
            await here.until(lambda: here.app.screen is not here.main)
            await seen(here)
            await here.press("escape")
            await here.until(lambda: here.app.screen is here.main)
        for dialog in (Ask(evil, evil, evil), Confirm(evil, evil, evil), Pick(evil, [evil] * 3)):
            await here.app.push_screen(dialog)
            await seen(here, start)
            await here.press("escape")
        here.app.action_command_palette()
        await here.pilot.pause()
        here.app.post_message(events.Paste(evil))
        await here.pilot.pause()
        await seen(here)
        await here.press("escape")

        here.app.clear_notifications()
        here.main.tell(evil, evil)
        here.main.complain(WorkbenchError(Problem(evil, where=evil, hint=evil)))
        here.app.warn(evil)
        await seen(here, start)


@every_text
async def test_directories_that_are_no_collection(tmp_path: Path, evil: str) -> None:
    place = tmp_path / file_name(evil)
    place.mkdir()
    start = WorkbenchApp(place, is_collection=False)
    async with start.run_test(size=(180, 20)) as pilot:
        await pilot.pause()
        assert beginning(evil) in look(start)
    opening = WorkbenchApp(place, is_collection=True)
    opening._early.kept = False  # stays at the first frame
    async with opening.run_test(size=(180, 20)) as pilot:
        await pilot.pause()
        assert beginning(evil) in look(opening)


ALPHABET = "".join(sorted({character for text in TEXTS.values() for character in text}))
texts = st.text(ALPHABET + "{}\udc80漢é", max_size=40)


async def test_any_mixture_in_names_and_values(tmp_path: Path) -> None:
    """Here our own widgets are asked, without the filter that stands behind them."""
    async with desk(write(tmp_path, "x"), size=(120, 34)) as here:
        await here.open("users")
        here.main.query_one("#request-tabs", TabBar).choose("Headers")
        await here.until(lambda: bool(here.main.query("#headers RowLines")))
        lines = here.main.query_one("#headers RowLines", RowLines)
        tree, pane = here.main.query_one(CollectionTree), here.main.query_one(RequestPane)
        response = here.main.query_one(ResponsePane)

        @settings(max_examples=60, deadline=None, derandomize=True, database=None)
        @given(texts, texts)
        def check(name: str, value: str) -> None:
            request = RequestSpec(name=name, headers=(Row(name, value),))
            root = Folder("", name, children=(SavedRequest("users", request),))
            state = State(Collection(root, {name: Environment(name, color=value)})).opening("users")
            tree.show(state)
            pane.show(state)
            hop = replace(exchange().hops[0], reason=value, headers=((name, value),))
            answer = replace(exchange(), hops=(hop,), failure=Failure("dns", Problem(value)))
            response.title(name)
            drawn = [tree.render_line(0).text, lines.render_line(0).text]
            drawn += [line.plain for line in header_lines(answer)]
            drawn += [words.status_line(answer, 1.0, 0).plain]
            titles = [widget._border_title for widget in (tree, pane, response)]
            drawn += [title.plain for title in titles if title is not None]
            for text in drawn:
                assert text.isprintable(), repr(text)
                assert not INVISIBLE.search(text), repr(text)
            if name.strip().isprintable():
                assert name.strip()[:20] in drawn[0]

        check()
        look(here.app)
