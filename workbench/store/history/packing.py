"""Records ⇄ the columns of a database. Pure."""

import json
import re
import zlib
from dataclasses import replace
from typing import Any

import msgspec

from workbench.errors import Problem, WorkbenchError
from workbench.model import Captured, Exchange, Failure, FailureKind, Hop, Origins, Verdict

from .entries import Body, Entry, Record

MOST_SHOWN = 2000  # characters of a name or a URL in a list; hops have the whole URL
MOST_UNPACKED = 64 * 1024 * 1024  # bytes that one column may stand for
_SURROGATE = re.compile("[\ud800-\udfff]")
_PLAIN, _DEFLATED = b"-", b"z"
_FASTEST = 1  # level of zlib: twice as fast as its default, for a tenth more bytes

Column = str | int | float | bytes | None


class _Captured(msgspec.Struct):
    name: str
    query: str
    value: Any
    secret: bool
    problem: str


class _Failure(msgspec.Struct):
    kind: FailureKind
    what: str
    where: str
    hint: str


class _Details(msgspec.Struct):
    """What is not looked for, so that it needs no column."""

    hops: tuple[Hop, ...]
    attempts: int = 1
    verdicts: tuple[Verdict, ...] = ()
    captured: tuple[_Captured, ...] = ()
    failure: _Failure | None = None
    sent: int | None = None  # size of the whole body
    received: int | None = None
    origins: Origins | None = None


def columns_of(record: Record) -> tuple[Column, ...]:
    """Return what a list shows of a record, in the order of the table."""
    exchange = record.exchange
    return (
        exchange.started,
        storable(record.environment or ""),
        storable(exchange.request),
        storable(exchange.name[:MOST_SHOWN]),
        storable(exchange.method[:MOST_SHOWN]),
        storable(exchange.url[:MOST_SHOWN]),
        exchange.status,
        exchange.elapsed,
        exchange.size,
        exchange.failure.kind if exchange.failure else "",
        sum(verdict.passed for verdict in exchange.verdicts),
        exchange.wrong,
    )


def contents_of(record: Record) -> tuple[Column, ...]:
    """Return all else of a record. Secrets, and hops as they were, have no place in it."""
    exchange, failure = record.exchange, record.exchange.failure
    details = _Details(
        hops=exchange.hops,
        attempts=exchange.attempts,
        verdicts=exchange.verdicts,
        captured=tuple(
            _Captured(c.name, c.query, c.value, c.secret, c.problem) for c in exchange.captured
        ),
        failure=_Failure(
            failure.kind, failure.problem.what, failure.problem.where, failure.problem.hint
        )
        if failure
        else None,
        sent=record.sent.whole if record.sent else None,
        received=record.received.whole if record.received else None,
        origins=exchange.origins,
    )
    text = json.dumps(msgspec.to_builtins(details))  # escapes what UTF-8 has no bytes for
    spec = json.dumps(record.spec)
    bodies = (body.content if body else None for body in (record.sent, record.received))
    return (_pack(text.encode()), _pack(spec.encode()), *(b and _pack(b) for b in bodies))


def entry_of(row: tuple[Any, ...]) -> Entry:
    """Return the entry in a row: its number, and the columns in their order."""
    return msgspec.convert(dict(zip(Entry.__dataclass_fields__, row, strict=True)), Entry)


def record_of(entry: Entry, contents: tuple[Any, ...]) -> Record:
    """Return a record as it was written.

    The number of the exchange is negative: it belongs to no session. Raises WorkbenchError
    if this cannot be read.
    """
    try:
        details, spec, sent, received = contents
        read = msgspec.convert(json.loads(_unpack(details)), _Details)
        text = msgspec.convert(json.loads(_unpack(spec)), str)
        return Record(
            _exchange(entry, read),
            entry.environment or None,
            text,
            _body(sent, read.sent),
            _body(received, read.received),
        )
    except (ValueError, TypeError, RecursionError, zlib.error, msgspec.ValidationError):
        what = "what history has of this cannot be read any more"
        raise WorkbenchError(Problem(what, entry.name or entry.url)) from None


def storable(text: str) -> str:
    """Return a text that UTF-8 has bytes for: of odd file names, the odd bytes as escapes."""
    return _SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _exchange(entry: Entry, read: _Details) -> Exchange:
    failure = read.failure
    exchange = Exchange(
        id=-entry.number,
        request=entry.request,
        name=entry.name,
        method=entry.method,
        url=entry.url,
        started=entry.started,
        phase="done",
        hops=read.hops,
        size=entry.size,
        elapsed=entry.elapsed,
        attempts=read.attempts,
        verdicts=read.verdicts,
        captured=tuple(
            Captured(c.name, c.query, c.value, c.secret, c.problem) for c in read.captured
        ),
        origins=read.origins,
    )
    if failure is None:
        return exchange
    problem = Problem(failure.what, failure.where, failure.hint)
    return replace(exchange, failure=Failure(failure.kind, problem))


def _body(packed: bytes | None, whole: int | None) -> Body | None:
    if whole is None:
        return None
    return Body(_unpack(packed) if packed else b"", whole)


def _pack(content: bytes) -> bytes:
    deflated = zlib.compress(content, _FASTEST)
    if len(deflated) < len(content):
        return _DEFLATED + deflated
    return _PLAIN + content


def _unpack(packed: bytes) -> bytes:
    kind, content = packed[:1], packed[1:]
    if kind == _PLAIN:
        return content
    if kind != _DEFLATED:
        raise ValueError("neither plain nor deflated")
    inflater = zlib.decompressobj()
    content = inflater.decompress(content, MOST_UNPACKED)
    if not inflater.eof:
        raise ValueError("cut off, or too large")
    return content
