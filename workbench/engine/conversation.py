"""A WebSocket from its opening to its end: what is said, by either side, goes on record."""

import asyncio
import base64
from contextlib import suppress
from pathlib import Path

from workbench import client
from workbench.bodies.frames import Frame, FrameKind, close_name, frame_lines
from workbench.client.websocket.asynchronous import AsyncWebSocket
from workbench.client.websocket.protocol import NO_WORD, check_close
from workbench.errors import Problem, WorkbenchError
from workbench.model import Failure, Message, Options, Talk
from workbench.store.attachments import open_attachment

from .growing import GrowingRecord
from .outbox import NOBODY, Close, Outbox, Ping, Word
from .subscription import Subscription

MOST_MESSAGE = 16 * 1024**2  # bytes of a message, in either direction
# Of a flood of messages the network's thread rests as often and as long: without that the
# interface would wait for the interpreter's switch interval, again and again.
_BURST = 64
_BREATH = 0.001  # seconds
CLOSE_SECONDS = 3.0  # for the other side to say goodbye
UNWATCHED_SECONDS = 2.0  # of silence, where nobody is there to end it and nothing else says when


class Conversation:
    """One open WebSocket and its record, which takes up to `most` bytes.

    Files of messages start at `root`; `allowed` are those outside of it that may be read.
    """

    def __init__(
        self,
        websocket: AsyncWebSocket,
        record: GrowingRecord,
        root: Path,
        allowed: frozenset[str],
        most: int,
        subscription: Subscription | None = None,
    ) -> None:
        self._websocket = websocket
        self._record = record
        self._root = root
        self._allowed = allowed
        self._most = most
        self._subscription = subscription
        self._failure: Failure | None = None
        self._asked_to_close = False
        self._heard = 0
        websocket.watch(self._control)

    async def say(self, word: Word, secrets: frozenset[str] = NOBODY) -> None:
        """Say something; returns once it is written. Raises WorkbenchError where it cannot.

        The record shows no `secrets` from now on.
        """
        if secrets:
            self._record.learn(secrets)
            self._record.tell()
        try:
            match word:
                case Ping():
                    await self._websocket.ping()
                case Close(code, reason):
                    check_close(code, reason)
                    await self._end(code, reason)
                case Message():
                    await self._send(content_of(word, self._root, self._allowed))
        except ValueError as error:
            raise WorkbenchError(Problem(str(error).replace("a WebSocket", "it"))) from None
        except client.HTTPError as error:
            raise WorkbenchError(Problem(f"it was not sent: {error}")) from None

    async def run(
        self, messages: tuple[Message, ...], options: Options, outbox: Outbox | None
    ) -> Failure | None:
        """Talk until the end, and return what was wrong with it, if anything was."""
        if outbox is not None:
            outbox.connect(self)
        self._record.talk = Talk("open")
        self._record.tell()
        saying = asyncio.create_task(self._say_first(messages))
        try:
            return await self._listen(options, is_watched=outbox is not None)
        finally:
            if outbox is not None:
                outbox.connect(None)
            saying.cancel()
            with suppress(asyncio.CancelledError):
                await saying
            code, reason = self._websocket.close_code, self._websocket.close_reason or ""
            self._record.talk = Talk("closed", NO_WORD if code is None else code, reason)

    async def _say_first(self, messages: tuple[Message, ...]) -> None:
        try:
            if self._subscription is not None:
                await self._send(self._subscription.opening())
            for message in messages:
                await self.say(message)
        except (WorkbenchError, client.HTTPError) as error:
            if self._websocket.close_code is None and isinstance(error, WorkbenchError):
                self._failure = Failure("unsent", error.problems[0])
                await self._end()

    async def _listen(self, options: Options, *, is_watched: bool) -> Failure | None:
        idle = options.close_idle
        if idle is None and options.close_after is None and not is_watched:
            idle = None if self._subscription is not None else UNWATCHED_SECONDS
        ending: asyncio.Task[None] | None = None
        try:
            while True:
                try:
                    message = await self._websocket.receive(None if ending else idle)
                except client.ReadTimeout:
                    ending = asyncio.create_task(self._end())
                    continue
                self._keep(False, "binary" if isinstance(message, bytes) else "text", message)
                self._heard += 1
                if self._heard % _BURST == 0:
                    await asyncio.sleep(_BREATH)
                if self._failure is None and isinstance(message, str):
                    await self._subscribed(message)
                if ending is None and self._is_enough(options.close_after):
                    ending = asyncio.create_task(self._end())
        except client.WebSocketClosed as end:
            return self._failure or self._fault(end)
        finally:
            if ending is not None:
                ending.cancel()

    def _is_enough(self, close_after: int | None) -> bool:
        if self._failure is not None:
            return True
        if self._subscription is not None and self._subscription.over:
            return True
        return close_after is not None and self._heard >= close_after

    async def _subscribed(self, text: str) -> None:
        if self._subscription is not None:
            answer = self._subscription.answer(text)
            if answer is not None:
                await self._send(answer)

    async def _end(self, code: int = 1000, reason: str = "") -> None:
        self._asked_to_close = True
        if self._subscription is not None and (last := self._subscription.ending()) is not None:
            with suppress(client.HTTPError):
                await self._send(last)
        if self._websocket.close_code is None:
            self._record.talk = Talk("closing")
            self._record.tell()
        await self._websocket.close(code, reason)

    async def _send(self, content: str | bytes) -> None:
        size = len(content.encode()) if isinstance(content, str) else len(content)
        if size > MOST_MESSAGE:
            raise WorkbenchError(Problem(f"a message of more than {MOST_MESSAGE} bytes"))
        if isinstance(content, str):
            self._keep(True, "text", content, size)
            await self._websocket.send_text(content)
        else:
            self._keep(True, "binary", content, size)
            await self._websocket.send_bytes(content)

    def _control(self, kind: str, payload: bytes, ours: bool) -> None:
        if kind == "close":
            code = int.from_bytes(payload[:2], "big") if payload else 1005
            self._keep(ours, "close", payload[2:].decode("utf-8", "replace"), len(payload), code)
        elif kind == "ping":
            self._keep(ours, "ping", _legible(payload), len(payload))
        else:
            self._keep(ours, "pong", _legible(payload), len(payload))

    def _keep(
        self,
        ours: bool,
        kind: FrameKind,
        content: str | bytes,
        size: int | None = None,
        code: int | None = None,
    ) -> None:
        if size is None:
            size = len(content.encode()) if isinstance(content, str) else len(content)
        if self._failure is not None:
            return
        if self._record.size + size > self._most:
            what = f"the conversation is longer than {self._most} bytes"
            self._failure = Failure("body", Problem(what, hint="what was said until then is kept"))
            return
        frame = Frame(self._record.elapsed, ours, kind, content, size, code)
        try:
            for line in frame_lines(frame, self._record.may_cut):
                self._record.grow(line)
        except WorkbenchError as error:  # the disk is full
            self._failure = Failure("body", error.problems[0])

    def _fault(self, end: client.WebSocketClosed) -> Failure | None:
        """Return what was wrong with the end: a goodbye of the other side is none."""
        if self._asked_to_close:
            return None
        if end.code == NO_WORD:
            said = f": {end.reason}" if end.reason else ""
            return Failure("connect", Problem(f"the WebSocket broke off{said}"))
        if end.by_peer:
            return None
        named = f"{end.code} {close_name(end.code)}".rstrip()
        return Failure("protocol", Problem(f"closed with {named}: {end.reason}"))


def content_of(message: Message, root: Path, allowed: frozenset[str]) -> str | bytes:
    """Return what goes over the wire for a message. Raises WorkbenchError."""
    if message.file:
        with open_attachment(root, message.file, allowed) as file:
            return file.read(MOST_MESSAGE + 1)
    if message.kind != "binary":
        return message.text.encode("utf-8", "replace").decode()
    try:
        return base64.b64decode("".join(message.text.split()), validate=True)
    except ValueError:
        raise WorkbenchError(Problem("it is not base64", f"messages.{message.name}")) from None


def _legible(payload: bytes) -> str | bytes:
    try:
        return payload.decode()
    except UnicodeDecodeError:
        return payload
