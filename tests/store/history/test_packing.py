import json
import zlib
from dataclasses import replace

import pytest

from workbench.errors import Problem, WorkbenchError
from workbench.model import (
    Answered,
    Captured,
    Connection,
    Failure,
    Origin,
    Origins,
    Timings,
    Verdict,
)
from workbench.store.history import Body, Entry, Record
from workbench.store.history.packing import (
    MOST_SHOWN,
    MOST_UNPACKED,
    columns_of,
    contents_of,
    entry_of,
    record_of,
    storable,
)

from .records import record


def there_and_back(record: Record) -> Record:
    return record_of(entry_of((7, *columns_of(record))), contents_of(record))


def full() -> Record:
    plain = record()
    hop = replace(
        plain.exchange.hops[0],
        timings=Timings(wait=0.1, reused=True, sent_bytes=3),
        connection=Connection("127.0.0.1:1", certificates=(b"\x00\xff",)),
    )
    exchange = replace(
        plain.exchange,
        hops=(hop, hop),
        attempts=3,
        failure=Failure("timeout", Problem("late", "a:1", "wait")),
        verdicts=(Verdict("status == 200", True), Verdict("x", False, "1", "2", "$", ("+ a",))),
        captured=(Captured("id", "q", [1, {"a": None}]), Captured("b", "q", problem="nothing")),
        origins=Origins((Origin("url", 0, "url", answered=Answered("a", 200, 1.5)),), 3),
    )
    return replace(plain, exchange=exchange)


def test_a_record_comes_back_as_it_was_with_a_number_of_no_session() -> None:
    before = full()

    after = there_and_back(before)

    assert after.exchange == replace(before.exchange, id=-7)
    assert replace(after, exchange=before.exchange) == before


def test_what_failed_is_counted_with_the_captures_that_found_nothing() -> None:
    entry = entry_of((7, *columns_of(full())))

    assert (entry.failure, entry.passed, entry.failed) == ("timeout", 1, 2)


def test_secrets_and_hops_as_they_were_are_left_behind() -> None:
    plain = record()
    hops = (replace(plain.exchange.hops[0], url="http://x/?key=canary"),)
    exchange = replace(plain.exchange, secrets=frozenset({"canary"}), revealed=hops)

    after = there_and_back(replace(plain, exchange=exchange)).exchange

    assert (after.secrets, after.revealed) == (frozenset(), ())


def test_bodies_are_deflated_when_that_pays() -> None:
    repeated, short = record(body=b"a" * 10_000), record(body=b"\x01\x02")

    assert len(contents_of(repeated)[3] or "") < 100  # type: ignore[arg-type]
    assert contents_of(short)[3] == b"-\x01\x02"
    assert there_and_back(repeated).received == Body(b"a" * 10_000, 10_000)
    assert there_and_back(short).received == Body(b"\x01\x02", 2)


def test_no_body_is_not_an_empty_one() -> None:
    after = there_and_back(replace(record(), sent=None, received=Body()))

    assert after.sent is None
    assert after.received == Body()


def test_texts_that_utf8_has_no_bytes_for_can_be_kept() -> None:
    odd = record(request="caf\udce9", name="a\ud800")

    columns = columns_of(odd)
    json.dumps(columns).encode()

    assert columns[2] == storable("caf\udce9") == "caf\\udce9"
    assert there_and_back(odd).exchange.name == "a\\ud800"


def test_a_list_is_not_given_more_of_a_url_than_it_can_show() -> None:
    long = record(url="http://x/" + "a" * 100_000)

    after = there_and_back(long).exchange

    assert len(after.url) == MOST_SHOWN
    assert after.hops[0].url == long.exchange.url


@pytest.mark.parametrize(
    "spoiled",
    [
        b"",
        b"?x",
        b"z" + b"no deflate",
        b"z" + zlib.compress(b"x" * 99)[:-9],
        b"-{",
        b"-[]",
        b"-" + b"[" * 100_000,
        None,
        "text",
    ],
)
def test_contents_that_cannot_be_read_are_a_problem(spoiled: object) -> None:
    good = contents_of(record())
    entry = entry_of((7, *columns_of(record())))

    with pytest.raises(WorkbenchError, match="List users: what history has of this"):
        record_of(entry, (spoiled, *good[1:]))


def test_a_bomb_is_not_unpacked() -> None:
    bomb = b"z" + zlib.compress(bytes(MOST_UNPACKED + 1))
    entry = entry_of((7, *columns_of(record())))

    with pytest.raises(WorkbenchError):
        record_of(entry, (*contents_of(record())[:3], bomb))


def test_an_entry_is_read_from_a_row() -> None:
    row = (3, 1.0, "", "users", "Users", "GET", "http://x", None, 0.5, 9, "connect", 0, 0)

    assert entry_of(row) == Entry(
        3, 1.0, "", "users", "Users", "GET", "http://x", None, 0.5, 9, "connect"
    )
