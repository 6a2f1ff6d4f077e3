import asyncio
import gzip
import json
import zipfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from io import BytesIO
from threading import Event

import pytest
from PIL import Image
from textual import events
from textual.app import App, ComposeResult
from textual.message import Message
from textual.pilot import Pilot
from textual.theme import Theme

from tests.bodies.viewing import KINDS
from tests.tui.widgets.apps import Showing
from workbench.bodies.index import STRIDE
from workbench.bodies.kind import EMPTY, Kind
from workbench.bodies.recognise import recognise
from workbench.tui.widgets.body_view import BodyView

pytestmark = pytest.mark.anyio

ROWS = "\n".join(f"row {number}" for number in range(1000)).encode()
TREE = json.dumps({"key": ["text", 1.5, True, {}], "n": 2}).encode()


class Body:
    """A growing body in memory."""

    def __init__(self, data: bytes = b"") -> None:
        self.data = bytearray(data)

    @property
    def size(self) -> int:
        return len(self.data)

    def read(self, start: int, length: int) -> bytes:
        return bytes(self.data[start : start + length])


class Watched(BodyView):
    """A view that tells which messages it was sent."""

    def post_message(self, message: Message) -> bool:
        if isinstance(self.app, Viewer):
            self.app.posted.append(message)
        return super().post_message(message)


class Viewer(Showing):
    """An app with nothing but the view."""

    def __init__(self) -> None:
        super().__init__()
        self.posted: list[Message] = []
        self.fallbacks: list[str] = []

    def compose(self) -> ComposeResult:
        yield Watched()

    def on_body_view_mode_changed(self, event: BodyView.ModeChanged) -> None:
        self.fallbacks.append(event.mode)


def kind_of(name: str) -> Kind:
    return EMPTY if name == "empty" else KINDS[name]


@asynccontextmanager
async def viewer(
    body: Body | bytes, kind: str = "text", size: tuple[int, int] = (40, 10)
) -> AsyncIterator[tuple[Pilot[None], BodyView, Viewer]]:
    app = Viewer()
    async with app.run_test(size=size) as pilot:
        view = app.query_one(BodyView)
        view.focus()
        view.show(Body(body) if isinstance(body, bytes) else body, kind_of(kind))
        await pilot.pause()
        yield pilot, view, app


def screen(app: App[None]) -> list[str]:
    """Return the lines on the screen without their scrollbar and trailing space."""
    strips = app.screen._compositor.render_strips()
    return [strip.text.rstrip(" ▁▂▃▄▅▆▇█▔") for strip in strips]


def drawn(view: BodyView) -> list[str]:
    """Return the rows in view without their numbers."""
    gutter = 0 if view.mode == "hex" else 4
    return [view.render_line(y).text[gutter:].rstrip() for y in range(view.size.height)]


async def test_json_is_drawn_pretty() -> None:
    async with viewer(TREE, "json") as (_, view, app):
        assert screen(app)[:8] == [
            "  1 {",
            '  2   "key": [',
            '  3     "text",',
            "  4     1.5,",
            "  5     true,",
            "  6     {}",
            "  7   ],",
            '  8   "n": 2',
        ]
        assert view.rows_total == 9


async def test_every_mode_shows_the_same_bytes() -> None:
    async with viewer(b'{"a": 1}', "json") as (pilot, view, _):
        view.set_mode("raw")
        await pilot.pause()
        raw = drawn(view)[0]
        view.set_mode("hex")
        await pilot.pause()
        dump = drawn(view)[0]
        view.set_mode("pretty")
        await pilot.pause()

        assert raw == '{"a": 1}'
        assert dump.startswith("00000000  7b 22 61 22")
        assert drawn(view)[:3] == ["{", '  "a": 1', "}"]


async def test_a_binary_body_is_drawn_as_a_dump() -> None:
    async with viewer(bytes(range(32)), "binary", (80, 5)) as (_, view, app):
        assert view.mode == "hex"
        assert screen(app)[1].startswith("00000010  10 11 12")


async def test_what_turns_out_not_to_be_json_is_drawn_as_it_is() -> None:
    async with viewer(b'{"a": ]\n}', "json") as (pilot, view, app):
        await pilot.pause()

        assert view.mode == "raw"
        assert drawn(view)[:2] == ['{"a": ]', "}"]
        assert app.fallbacks == ["raw"]


async def test_an_empty_body_says_so() -> None:
    async with viewer(b"", "empty") as (pilot, view, app):
        view.empty = "no body \x1b[2J"
        await pilot.pause()

        assert screen(app)[0] == " no body ␛[2J"


@pytest.mark.parametrize(
    ("keys", "top", "cursor"),
    [
        (["down", "j", "down"], 0, 3),
        (["down"] * 11, 2, 11),
        (["pagedown"], 9, 9),
        (["pagedown", "pageup"], 0, 0),
        (["end"], 990, 999),
        (["G", "k", "up"], 990, 997),
        (["end", "home"], 0, 0),
        (["G", "g"], 0, 0),
    ],
)
async def test_keys_move_at_once(keys: list[str], top: int, cursor: int) -> None:
    async with viewer(ROWS) as (pilot, view, app):
        await pilot.press(*keys)

        assert view.cursor == cursor
        assert view.scroll_offset.y == top
        await pilot.pause()
        assert screen(app)[0].endswith(f"row {top}")


async def test_the_wheel_scrolls_at_once() -> None:
    async with viewer(ROWS) as (pilot, view, _):
        wheel = events.MouseScrollDown(view, 1, 1, 0, 1, 0, False, False, False)
        view.post_message(wheel)
        await pilot.pause()

        assert view.scroll_offset.y > 0


async def test_a_growing_body_lays_nothing_out_and_posts_nothing() -> None:
    body = Body(ROWS)
    async with viewer(body) as (_, view, app):
        before = len(app.posted)
        for _ in range(20):
            body.data += b"\nand one more row"
            view.grow()

        assert view.rows_total == 1020
        assert view.virtual_size.height == 1020
        assert view.vertical_scrollbar.window_virtual_size == 1020
        assert not app.screen._layout_required
        assert app.posted[before:] == []


async def test_the_row_that_was_last_grows() -> None:
    body = Body(b"[1, 2")
    async with viewer(body, "json") as (pilot, view, _):
        before = drawn(view)[2]
        body.data += b"34, 5]"
        view.grow()
        await pilot.pause()

        assert before == "  2"
        assert drawn(view)[:5] == ["[", "  1,", "  234,", "  5", "]"]


async def test_following_shows_the_end_until_the_user_scrolls_up() -> None:
    body = Body(ROWS)
    async with viewer(body) as (pilot, view, _):
        view.follow = True
        body.data += b"\nlast"
        view.grow()
        await pilot.pause()
        last_row = drawn(view)[-1]
        await pilot.resize_terminal(40, 14)
        still_following = view.follow
        await pilot.press("up")
        body.data += b"\nmore"
        view.grow()

        assert last_row.endswith("last")
        assert still_following
        assert not view.follow
        assert view.scroll_offset.y == 1001 - 14
        assert view.cursor == 999


async def test_text_wraps_at_the_width_and_stays_at_its_place() -> None:
    async with viewer(b"short\n" + b"x" * 60 + b"\nend") as (pilot, view, _):
        view.go_to(1)
        await view.wrap(True)
        await pilot.pause()

        assert view.rows_total == 4
        assert drawn(view)[1:3] == ["x" * 36, "x" * 24]
        assert view.cursor == 1
        await pilot.resize_terminal(60, 10)
        async with asyncio.timeout(20):
            while drawn(view)[1:3] != ["x" * 56, "x" * 4]:
                await pilot.pause(0.01)
        await view.wrap(False)
        assert view.rows_total == 3


async def test_what_may_be_shown_stands_in_the_place_of_what_there_is() -> None:
    body, shown = Body(b'{"a": "secret"}'), Body(b'{"a": "******"}')
    async with viewer(b"") as (pilot, view, _):
        view.show(body, KINDS["json"], shown)
        await pilot.pause()
        assert drawn(view)[1] == '  "a": "******"'
        shown.data = body.data
        view.redraw()
        assert drawn(view)[1] == '  "a": "secret"'


async def test_each_kind_of_body_has_its_ways_to_be_drawn() -> None:
    async with viewer(TREE, "json") as (_, view, _):
        assert [*view.modes] == ["pretty", "raw", "hex"]
        view.show(Body(b"text"), KINDS["text"])
        assert [*view.modes] == ["raw", "hex"]


class Slow(Body):
    """A body whose second read waits until it is let go; counts reads after `closed`."""

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        self.reached, self.go_on = Event(), Event()
        self.closed = False

    def read(self, start: int, length: int) -> bytes:
        assert not self.closed
        if start >= STRIDE:
            self.reached.set()
            assert self.go_on.wait(30)
        return super().read(start, length)


async def test_a_large_body_is_indexed_beside_the_interface() -> None:
    body = Slow(b'{"a": [1, 2, 3]}\n' * (STRIDE // 4))
    async with viewer(body, "json") as (pilot, view, app):
        assert await asyncio.to_thread(body.reached.wait, 10)
        some = view.rows_total
        await pilot.press("down")
        moved_to = view.cursor
        body.go_on.set()
        await app.workers.wait_for_complete()
        view.grow()

        assert 0 < some < STRIDE // 4 * 7
        assert moved_to == 1
        assert not view.indexing
        assert view.rows_total == STRIDE // 4 * 7


async def test_a_cleared_view_reads_its_source_no_more() -> None:
    body = Slow(b"row\n" * STRIDE)
    async with viewer(body) as (pilot, view, app):
        assert await asyncio.to_thread(body.reached.wait, 10)
        body.go_on.set()
        view.clear()
        body.closed = True
        await app.workers.wait_for_complete()
        await pilot.pause()

        assert view.rows_total == 0
        assert screen(app)[0] == " nothing to show"


async def test_a_theme_colours_the_tokens() -> None:
    async with viewer(TREE, "json") as (pilot, view, app):
        view.styles.background = "black"
        app.register_theme(Theme(name="loud", primary="#102030", variables={"json-key": "#ff00ff"}))
        app.theme = "loud"
        await pilot.pause()
        styles = {segment.text: segment.style for segment in view.render_line(1)}
        key, quiet = styles['"key"'], styles["  2 "]

        assert key is not None
        assert key.color is not None
        assert key.color.get_truecolor().hex == "#ff00ff"
        assert quiet != key


ESCAPES = b"\x1b]0;owned\x07 \x1b[2J \x9b31m \xe2\x80\xae [@click=app.quit]x[/] [/oops]"


@pytest.mark.parametrize("mode", ["pretty", "raw", "hex"])
async def test_hostile_bodies_are_drawn_as_text(mode: str) -> None:
    body = b'{"' + ESCAPES + b'": "' + ESCAPES + b'"}'
    async with viewer(body, "json", (220, 12)) as (pilot, view, app):
        view.set_mode(mode)
        await pilot.pause()
        lines = screen(app)
        await pilot.click(BodyView, offset=(60, 1))
        await pilot.pause()

        assert all(line.isprintable() for line in lines)
        assert mode == "hex" or "[@click=app.quit]x[/] [/oops]" in "".join(lines)
        assert app.is_running
        assert not any(s.style and s.style.meta.get("@click") for s in view.render_line(1))


async def test_what_has_to_be_whole_is_drawn_once_it_is() -> None:
    body = Body(b"a=1&b=")
    async with viewer(body, "form") as (pilot, view, app):
        assert drawn(view)[0] == "shown when it has all arrived"
        body.data += b"x"
        view.grow(whole=True)
        while view.indexing:
            await pilot.pause(0.01)
        view.grow()
        assert screen(app)[:2] == ["  1 a  1", "  2 b  x"]
        view.set_mode("raw")
        assert drawn(view)[0] == "a=1&b=x"


async def test_secrets_are_taken_out_of_what_is_decoded() -> None:
    app = Viewer()
    async with app.run_test(size=(40, 10)) as pilot:
        view = app.query_one(BodyView)
        body = Body(b"key=s%65cret")
        view.show(body, KINDS["form"], body, kept=lambda text: text.replace("secret", "***"))
        view.grow(whole=True)
        while view.indexing:
            await pilot.pause(0.01)
        view.grow()
        assert drawn(view)[0] == "key  ***"


def png() -> bytes:
    file = BytesIO()
    Image.new("RGB", (2, 2), (255, 0, 0)).save(file, "PNG")
    return file.getvalue()


def packed() -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("inside.txt", "text")
    return file.getvalue()


@pytest.mark.parametrize(
    ("content_type", "data", "mode", "text"),
    [
        ("application/json", b'{"a":1}', "pretty", '"a": 1'),
        ("application/x-ndjson", b'{"a":1}\n{"a":2}\n', "events", '2 {"a":2}'),
        ("text/event-stream", b"id: 7\nevent: add\ndata: x\n\n", "events", "7 add x"),
        ("text/html", b"<html><h1>Hi</h1>", "raw", "<html><h1>Hi</h1>"),
        ("application/xml", b"<a b='c'/>", "pretty", "<a b='c'/>"),
        ("text/css", b"a { b: c }", "raw", "a { b: c }"),
        ("text/javascript", b"let a = 1", "raw", "let a = 1"),
        ("application/yaml", b"a: 1", "raw", "a: 1"),
        ("text/csv", b"a,b\nlong,1\n", "table", "a    │ b"),
        ("application/x-www-form-urlencoded", b"a=%41", "fields", "a  A"),
        ("multipart/mixed; boundary=x", b"--x\r\n\r\nhi\r\n--x--", "parts", "part 1, 2 bytes"),
        ("application/msgpack", b"\x81\xa1a\x01", "decoded", '"a": 1'),
        ("application/cbor", b"\xa1aa\x01", "decoded", '"a": 1'),
        ("text/plain", b"eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZGEifQ.", "decoded", '"sub": "ada"'),
        ("application/gzip", gzip.compress(b"unpacked"), "contents", "unpacked"),
        ("application/zip", packed(), "files", "inside.txt"),
        ("image/png", png(), "picture", "2 × 2 pixels"),
        ("application/pdf", b"%PDF-1.7\n\xff", "facts", "PDF document"),
        ("", b"\x00\xff", "hex", "00 ff"),
        ("text/plain", b"words", "raw", "words"),
    ],
    ids=lambda value: "" if isinstance(value, bytes) else None,  # archives name their time
)
async def test_every_kind_is_drawn_in_its_first_view(
    content_type: str, data: bytes, mode: str, text: str
) -> None:
    app = Viewer()
    async with app.run_test(size=(80, 24)) as pilot:
        view = app.query_one(BodyView)
        kind = recognise(content_type, data)
        view.show(Body(data), kind, content_type=content_type)
        view.grow(whole=True)
        while view.indexing:
            await pilot.pause(0.001)
        view.grow()
        await pilot.pause()

        assert view.mode == mode
        assert text in "\n".join(screen(app))
        assert view.modes == tuple(each.name for each in kind.views)


async def test_a_picture_fits_the_view_as_it_is_resized() -> None:
    file = BytesIO()
    Image.new("RGB", (200, 20), (255, 0, 0)).save(file, "PNG")
    async with viewer(file.getvalue(), "image", size=(40, 24)) as (pilot, view, _):
        view.grow(whole=True)
        for width in (40, 50, 36):
            await pilot.resize_terminal(width, 24)
            while "▀" * (width - 6) not in drawn(view):
                await pilot.pause(0.005)
            assert view.max_scroll_x == 0
