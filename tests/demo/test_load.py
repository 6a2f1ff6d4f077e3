import anyio

from workbench.demo.app import Demo

from .asking import ask


async def statuses(rate: float) -> list[int]:
    """Ask one demo 30 times at once, in order."""
    demo, found = Demo(), [0] * 30

    async def one(place: int) -> None:
        found[place] = (await ask(demo, "GET", f"/flaky?rate={rate}")).status

    async with anyio.create_task_group() as group:
        for place in range(len(found)):
            group.start_soon(one, place)
    return found


def test_flaky_fails_at_the_rate_asked_for() -> None:
    some = anyio.run(statuses, 0.3)

    assert 3 <= some.count(503) <= 15
    assert set(some) == {200, 503}
    assert set(anyio.run(statuses, 0.0)) == {200}
    assert set(anyio.run(statuses, 1.0)) == {503}


def test_flaky_fares_alike_in_every_demo() -> None:
    assert anyio.run(statuses, 0.3) == anyio.run(statuses, 0.3)


def test_latency_differs_within_its_bounds() -> None:
    async def delays() -> list[float]:
        demo = Demo()
        return [(await ask(demo, "GET", "/latency")).json["delay_ms"] for _ in range(5)]

    found = anyio.run(delays)

    assert all(5 <= delay <= 80 for delay in found)
    assert len(set(found)) > 1
