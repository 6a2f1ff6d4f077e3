from pathlib import Path

import pytest

from workbench.engine.met_secrets import MetSecrets
from workbench.errors import WorkbenchError
from workbench.store.history import Filter, History
from workbench.tui.screens.history.past import MOST_DELETED, Past

from ....store.history.records import record

pytestmark = pytest.mark.anyio


def past_of(
    folder: Path, count: int, complaints: list[WorkbenchError] | None = None
) -> tuple[Past, History, MetSecrets]:
    """Return the past of a history with so many entries."""
    history, met, told = History(folder), MetSecrets(), [] if complaints is None else complaints
    history.add(record(number) for number in range(count))
    return Past(history, met, told.append), history, met


async def numbers(past: Past) -> list[int]:
    return [*await past.find(Filter())]


async def test_what_was_deleted_comes_back_the_last_one_first(tmp_path: Path) -> None:
    past, history, _ = past_of(tmp_path, 3)
    await past.delete(2)
    await past.delete(3)
    assert await numbers(past) == [1]

    for wanted in ([3, 1], [3, 2, 1]):
        last = past.last_deleted()
        assert last is not None
        await past.restore(*last)
        assert await numbers(past) == wanted
    assert past.last_deleted() is None
    history.close()


async def test_everything_comes_back_at_once_after_what_was_deleted_later(tmp_path: Path) -> None:
    past, history, _ = past_of(tmp_path, 2)
    await past.clear()
    assert await numbers(past) == []
    assert await past.can_come_back()
    history.add([record(9)])
    await past.delete(3)

    last = past.last_deleted()
    assert last is not None
    assert last[0] == 3
    assert past.last_deleted() is None
    assert await past.bring_back()
    assert await numbers(past) == [2, 1]
    assert not await past.bring_back()
    history.close()


async def test_only_the_last_ones_can_be_restored(tmp_path: Path) -> None:
    past, history, _ = past_of(tmp_path, MOST_DELETED + 5)
    for number in range(1, MOST_DELETED + 6):
        await past.delete(number)

    restored = 0
    while past.last_deleted() is not None:
        restored += 1
    assert restored == MOST_DELETED
    history.close()


async def test_records_are_without_secrets_that_were_met_since(tmp_path: Path) -> None:
    past, history, met = past_of(tmp_path, 2)
    met.learn({"127.0.0.1"})

    one = await past.record(1)
    assert one is not None
    assert "127.0.0.1" not in one.exchange.url
    other = await past.latest_other(one)
    assert other is not None
    assert -other.exchange.id == 2
    assert "127.0.0.1" not in other.exchange.url
    history.close()


async def test_what_fails_is_told_and_comes_to_nothing(tmp_path: Path) -> None:
    (tmp_path / "history").write_text("in the way")
    told: list[WorkbenchError] = []
    past = Past(History(tmp_path / "history"), MetSecrets(), told.append)

    assert await numbers(past) == []
    assert await past.entries([1]) == ()
    assert await past.record(1) is None
    assert len(told) == 3
