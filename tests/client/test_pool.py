"""The books: who gets a connection, who waits, what is closed. No sockets."""

import random

import pytest

from workbench.client import Limits
from workbench.client.pool import Pool, Verdict, Waiter
from workbench.client.route import Destination
from workbench.client.url import Origin

A: Origin = ("http", "a", 80)
B: Origin = ("http", "b", 80)


class Wire:
    """A connection as far as the pool can see."""

    def __init__(self, origin: Destination = A) -> None:
        self.origin = origin
        self.expires_at: float | None = None


def waiter(origin: Origin = A, fresh: bool = False) -> Waiter[Wire]:
    return Waiter(origin, fresh, lambda: None)


def pool_of(size: int | None = 1, keep: int | None = 20, expiry: float | None = 5.0) -> Pool[Wire]:
    return Pool(Limits(size, keep, expiry))


def busy(pool: Pool[Wire], origin: Origin = A) -> Wire:
    """Take room in a pool and return a connection in it."""
    assert pool.claim(origin, 0) is Verdict.OPEN
    return Wire(origin)


def test_the_connection_used_last_is_used_next() -> None:
    pool = pool_of(2)
    first, second = busy(pool), busy(pool)
    pool.release(first, True, 0)
    pool.release(second, True, 0)

    assert pool.claim(A, 1) is second


def test_a_full_pool_makes_requests_queue_in_order() -> None:
    pool = pool_of(1)
    wire = busy(pool)
    assert pool.claim(A, 0) is Verdict.QUEUE
    first, second = waiter(), waiter()
    pool.enqueue(first)
    pool.enqueue(second)

    pool.release(wire, True, 0)

    assert (first.connection, first.granted, second.granted) == (wire, True, False)
    assert pool.open == 1


def test_the_oldest_waiter_gets_the_room_if_the_origin_does_not_fit() -> None:
    pool = pool_of(1)
    wire = busy(pool, A)
    other = waiter(B)
    pool.enqueue(other)

    pool.release(wire, True, 0)

    assert (other.granted, other.connection) == (True, None)
    assert pool.take_retired() == [wire]
    assert pool.open == 1


def test_an_idle_connection_elsewhere_makes_room() -> None:
    pool = pool_of(2)
    old, new = busy(pool, A), busy(pool, A)
    pool.release(old, True, 0)
    pool.release(new, True, 1)

    assert pool.claim(B, 2) is Verdict.OPEN
    assert pool.take_retired() == [old]


def test_an_expired_connection_is_closed_not_given() -> None:
    pool = pool_of(2, expiry=5)
    expired, kept = busy(pool), busy(pool)
    pool.release(expired, True, 0)
    pool.release(kept, True, 10)

    assert pool.claim(A, 11) is kept
    assert pool.take_retired() == [expired]
    assert (pool.open, pool.idle) == (1, 0)


def test_a_fresh_connection_is_never_a_kept_one() -> None:
    pool = pool_of(2)
    pool.release(busy(pool), True, 0)

    assert pool.claim(A, 0, fresh=True) is Verdict.OPEN


@pytest.mark.parametrize(("keep", "idle"), [(0, 0), (1, 1), (None, 3)])
def test_only_so_many_connections_are_kept(keep: int | None, idle: int) -> None:
    pool = pool_of(3, keep)
    wires = [busy(pool) for _ in range(3)]
    for wire in wires:
        pool.release(wire, True, 0)

    assert pool.idle == pool.open == idle
    assert len(pool.take_retired()) == 3 - idle


def test_a_waiter_that_leaves_passes_on_what_it_was_granted() -> None:
    pool = pool_of(1)
    wire = busy(pool)
    first, second = waiter(), waiter()
    pool.enqueue(first)
    pool.enqueue(second)
    pool.release(wire, True, 0)

    pool.leave(first, 0)

    assert second.connection is wire
    pool.leave(second, 0)
    assert (pool.idle, pool.open) == (1, 1)


def test_a_waiter_that_leaves_early_is_forgotten() -> None:
    pool = pool_of(1)
    wire = busy(pool)
    gone = waiter()
    pool.enqueue(gone)

    pool.leave(gone, 0)
    pool.release(wire, True, 0)

    assert (gone.granted, pool.waiting, pool.idle) == (False, 0, 1)


def test_room_that_is_not_used_goes_to_the_next() -> None:
    pool = pool_of(1)
    busy(pool)
    next_one = waiter()
    pool.enqueue(next_one)

    pool.vacate()

    assert next_one.granted
    assert pool.open == 1
    pool.vacate()
    assert pool.open == 0


def test_a_closed_pool_keeps_nothing() -> None:
    pool = pool_of(2)
    idle, wire = busy(pool), busy(pool)
    pool.release(idle, True, 0)

    pool.close()
    pool.release(wire, True, 0)

    assert pool.take_retired() == [idle, wire]
    assert pool.open == 0


@pytest.mark.parametrize("seed", range(20))
def test_the_books_balance_whatever_happens(seed: int) -> None:
    chance = random.Random(seed)
    pool = pool_of(4, keep=3, expiry=3)
    held: list[Wire] = []
    queue: list[Waiter[Wire]] = []
    for now in range(500):
        match chance.randrange(5):
            case 0 | 1:
                origin = chance.choice([A, B])
                got = pool.claim(origin, now, fresh=chance.random() < 0.1)
                if got is Verdict.QUEUE:
                    queue.append(waiter(origin))
                    pool.enqueue(queue[-1])
                elif isinstance(got, Wire):
                    held.append(got)
                elif chance.random() < 0.2:
                    pool.vacate()
                else:
                    held.append(Wire(origin))
            case 2 | 3 if held:
                pool.release(held.pop(chance.randrange(len(held))), chance.random() < 0.8, now)
            case 4 if queue:
                pool.leave(queue.pop(chance.randrange(len(queue))), now)
        for one in [one for one in queue if one.granted]:
            queue.remove(one)
            held.append(one.connection or Wire(one.origin))
        pool.take_retired()

        assert pool.open == len(held) + pool.idle <= 4
        assert pool.idle <= 3
        assert pool.waiting == len(queue)
        assert not (queue and pool.idle)


def test_a_forked_process_begins_anew() -> None:
    pool = pool_of(2)
    idle, _ = busy(pool), busy(pool)
    pool.release(idle, True, 0)
    pool.enqueue(waiter())

    assert pool.forget() == [idle]
    assert (pool.open, pool.idle, pool.waiting, pool.retired) == (0, 0, 0, [])
    assert pool.claim(A, 0) is Verdict.OPEN
