"""What a session sends, into history and back.

What is kept holds no secret: headers and addresses are masked in the record already, the
bodies and the request are masked here.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from workbench.bodies.frames import read_frame
from workbench.errors import Problem, WorkbenchError, did_you_mean
from workbench.formats.request_toml import decode_request, encode_request
from workbench.model import (
    Bytes,
    Collection,
    Exchange,
    RequestSpec,
    Resolved,
    SavedRequest,
    Talk,
    Variables,
)
from workbench.model.exchange import MOST_REQUEST_BODY
from workbench.preferences import Settings
from workbench.store.history import Body, Filter, History, Limits, Record, Writer
from workbench.store.paths import history_folder
from workbench.store.spool import IN_MEMORY

from .masking import masked_by, masked_origins
from .met_secrets import MetSecrets
from .order import Order
from .redact import MASK, Redactor, redactor_of
from .session import Sent

MOST_BODY = 4 * 1024 * 1024  # bytes of a body that are kept, about
MOST_GOODBYE = 4096  # bytes at the end of a conversation with its closing frames in them
NO_GOODBYE = 1006
MOST_LOOKED_AT = 200  # entries, of which some may have been sent later, or elsewhere
_STEP = 32 * 1024  # bytes that take about 1 ms to mask, for which no other thread can run

DEFAULTS = Limits()

Tell = Callable[[Problem], None]


@dataclass(frozen=True, slots=True)
class KeptBytes:
    """A body from history; one that `is_cut` lacks its end."""

    content: bytes = field(repr=False)
    is_cut: bool = False

    @property
    def size(self) -> int:
        """How many bytes there are."""
        return len(self.content)

    def read(self, start: int, length: int) -> bytes:
        """Return up to `length` bytes from `start`; fewer at the end."""
        return self.content[start : start + length]


class Recorder:
    """Keeps what is sent from one collection. `observe` is for its Session, and never waits.

    `history` is there to be read, from any thread. `tell` is given what goes wrong, and
    `stored` is called when there are new entries; both on other threads. A secret that is
    `met` later is taken out of what was kept since the session began.
    """

    def __init__(
        self,
        root: Path,
        tell: Tell,
        stored: Callable[[], None],
        limits: Limits = DEFAULTS,
        met: MetSecrets | None = None,
    ) -> None:
        folder = history_folder(root)
        self.history = History(folder, limits, tell=tell, patience=1.0)
        self._met = met or MetSecrets()
        self._writing = History(folder, limits, tell=tell)
        self._writer = Writer(self._writing, tell, stored, self._take_out)
        self._begun: int | None = None  # the number of the entry before the first of ours
        self._taken_out: frozenset[str] = frozenset()

    def observe(self, sent: Sent) -> None:
        """Keep an exchange and what it was made from."""
        in_memory = min(sent.exchange.size, IN_MEMORY)  # the rest of a body lies in a file
        self._writer.put(lambda: self._record_of(sent), in_memory)

    def _record_of(self, sent: Sent) -> Record:
        if self._begun is None:
            self._begun, self._taken_out = self._writing.newest(), self._met.texts
        return record_of(replace(sent, exchange=self._met.masked(sent.exchange)))

    def _take_out(self) -> None:
        """Take secrets out that were met since the last time, of what was kept before that."""
        texts = self._met.texts
        redactor, self._taken_out = redactor_of(texts - self._taken_out), texts
        if not redactor or self._begun is None:
            return
        for number in self._writing.find(after=self._begun, with_cleared=True):
            record = self._writing.record(number)
            if record is not None and (masked := masked_record(record, redactor)) != record:
                self._writing.amend(number, masked)

    def close(self, seconds: float = 1.0) -> bool:
        """Write what is left, for so long at most; tells whether all is on disk.

        What was cleared is deleted now, or when the next session begins.
        """
        until = time.monotonic() + seconds
        done = self._writer.close(seconds)
        with suppress(WorkbenchError):  # the next session does it
            self.history.forget(own=True, seconds=until - time.monotonic())
        self.history.close()
        return done


def limits_of(settings: Settings) -> Limits:
    """Return how much the user wants to be kept."""
    return Limits(settings.history_entries, settings.history_megabytes * 1024 * 1024)


def record_of(sent: Sent) -> Record:
    """Return what is kept of an exchange. Reads and masks its bodies, which takes a while."""
    exchange, order = sent.exchange, sent.order
    redactor = redactor_of(exchange.secrets)
    return Record(
        exchange=replace(
            exchange,
            name=redactor.text(order.name),
            hops=tuple(hop for hop in exchange.hops),
            body=None,
            secrets=frozenset(),
            revealed=(),
            origins=masked_origins(exchange.origins, redactor),
        ),
        environment=order.environment,
        spec=redactor.text(_text_of(order.spec)),
        sent=_sent_body(sent.resolved, redactor),
        received=None if exchange.body is None else _kept(exchange.body, redactor),
    )


def masked_record(record: Record, redactor: Redactor) -> Record:
    """Return what is kept of an exchange without secrets that it was kept with."""
    exchange = masked_by(record.exchange, redactor)
    exchange = replace(exchange, origins=masked_origins(exchange.origins, redactor))
    spec = redactor.text(record.spec)
    sent, received = (_masked(body, redactor) for body in (record.sent, record.received))
    return replace(record, exchange=exchange, spec=spec, sent=sent, received=received)


def exchange_of(record: Record) -> Exchange:
    """Return a record as an exchange that can be shown like any other."""
    body, sent = record.received, record.sent
    hops = record.exchange.hops
    if sent is not None:  # hops hold the beginning of it only
        hops = tuple(replace(h, request_body=sent.content) if h.request_body else h for h in hops)
    kept = None if body is None else KeptBytes(body.content, body.is_cut)
    exchange = replace(record.exchange, hops=hops, body=kept)
    if kept is None or kept.is_cut or not hops or not hops[-1].is_websocket:
        return exchange
    return replace(exchange, talk=_ended(kept.content))


def _ended(conversation: bytes) -> Talk:
    """Return how a WebSocket ended: as the first of its closing frames says, if it has any."""
    lines = conversation[-MOST_GOODBYE:].splitlines()
    frames = (frame for line in lines if (frame := read_frame(line)) and frame.code is not None)
    first = next(frames, None)
    if first is None:
        return Talk("closed", NO_GOODBYE)
    return Talk("closed", first.code, first.content if isinstance(first.content, str) else "")


def latest_other(history: History, record: Record) -> Record | None:
    """Return the latest send of the same request; of the latest itself, the one before.

    Reads history. None if there is no other.
    """
    numbers = history.find(Filter(request=record.exchange.request))
    other = next((number for number in numbers if number != -record.exchange.id), None)
    return None if other is None else history.record(other)


def sent_before(history: History, exchange: Exchange) -> Exchange | None:
    """Return the send of the same request before this one, None if there is none. Reads history."""
    numbers = history.find(Filter(request=exchange.request))
    for entry in history.entries(numbers[:MOST_LOOKED_AT]):
        if entry.started < exchange.started:
            found = history.record(entry.number)
            return None if found is None else exchange_of(found)
    return None


def spec_of(record: Record, current: RequestSpec | None = None) -> RequestSpec:
    """Return the request that was sent, as it was.

    A secret that it held as plain text was not kept: the one of the `current` request is
    taken, if the two are the same otherwise. Raises WorkbenchError where that fails.
    """
    text = record.spec
    if MASK in text:
        if current is not None and _fits(text, _text_of(current)):
            return current
        hint = "history keeps no secrets: open the request and send it from there"
        raise WorkbenchError(Problem("the request held a secret", record.exchange.name, hint))
    if not text:
        hint = "open the request and send it from there"
        raise WorkbenchError(Problem("the request was not kept", record.exchange.name, hint))
    return decode_request(text, record.exchange.name)


def order_of(record: Record, collection: Collection, given: Variables = ()) -> Order:
    """Return the order that sends what was sent again, in the environment it was sent in.

    Raises WorkbenchError if that environment is gone, or the request cannot be had.
    """
    environment, request = record.environment, record.exchange.request
    if environment is not None and environment not in collection.environments:
        hint = did_you_mean(environment, collection.environments, "make one of that name again")
        what = f'there is no environment "{environment}" any more'
        raise WorkbenchError(Problem(what, hint=hint))
    found = collection.find(request)
    current = found.spec if isinstance(found, SavedRequest) else None
    return Order(collection, spec_of(record, current), request, environment, given)


def _text_of(spec: RequestSpec) -> str:
    try:
        return encode_request(spec)
    except WorkbenchError:
        return ""  # no file can hold it, so it can be shown and compared only


def _fits(masked: str, text: str) -> bool:
    """Tell whether a text is what was masked: the same around the masks, in their order."""
    first, *rest = masked.split(MASK)
    if not text.startswith(first):
        return False
    at = len(first)
    for part in rest[:-1]:
        at = text.find(part, at)
        if at < 0:
            return False
        at += len(part)
    return len(text) - at >= len(rest[-1]) and text.endswith(rest[-1])


def _sent_body(resolved: Resolved, redactor: Redactor) -> Body | None:
    """Return what was sent, if that is more than what hops hold."""
    if not isinstance(resolved.body, bytes) or len(resolved.body) <= MOST_REQUEST_BODY:
        return None
    return _kept(KeptBytes(resolved.body), redactor)


def _masked(body: Body | None, redactor: Redactor) -> Body | None:
    if body is None:
        return None
    content = b"".join(redactor.chunks(_chunks(KeptBytes(body.content))))
    return replace(body, content=content, whole=max(body.whole, len(content) + body.is_cut))


def _kept(body: Bytes, redactor: Redactor) -> Body:
    """Return a body without secrets; a large one ends behind a whole piece."""
    pieces: list[bytes] = []
    size = 0
    for piece in redactor.chunks(_chunks(body)):
        pieces.append(piece)
        size += len(piece)
        if size >= MOST_BODY and body.size > MOST_BODY:
            return Body(b"".join(pieces), max(body.size, size + 1))
    return Body(b"".join(pieces), size)


def _chunks(body: Bytes) -> Iterator[bytes]:
    at = 0
    while chunk := body.read(at, _STEP):
        yield chunk
        at += len(chunk)
