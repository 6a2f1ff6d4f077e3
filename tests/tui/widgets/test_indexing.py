from threading import Event

import pytest

from workbench.bodies.text_index import TextIndex
from workbench.store.spool import Spool
from workbench.tui.widgets.feeder import Feeder
from workbench.tui.widgets.indexing import Indexing
from workbench.tui.widgets.rows_view import RowsView

from .apps import Showing

pytestmark = pytest.mark.anyio
LINES = b"a line of some length\n" * 100_000


def feeder() -> Feeder:
    """Return what feeds an index a body that takes more than one step."""
    spool = Spool()
    spool.append(LINES)
    made = Feeder(spool, TextIndex(spool))
    made.finish()
    return made


async def test_a_thread_indexes_all_and_the_view_draws_until_it_has() -> None:
    view, fed, drawn = RowsView(), feeder(), list[int]()
    async with Showing(view).run_test() as pilot:
        indexing = Indexing(view, lambda: drawn.append(fed.index.rows_total))
        indexing.get_ready()
        indexing.start(fed, None)
        while not drawn or drawn[-1] < 100_000:
            await pilot.pause(0.02)
        while indexing.running:
            await pilot.pause(0.02)

        assert fed.finished


async def test_nothing_starts_before_the_view_is_mounted() -> None:
    fed = feeder()
    indexing = Indexing(RowsView(), lambda: None)

    indexing.start(fed, None)

    assert not indexing.running
    assert fed.index.fed == 0


async def test_another_thread_may_start_while_the_last_one_comes_to_its_end() -> None:
    view, first, second, begun, go = RowsView(), feeder(), feeder(), Event(), Event()

    def wait() -> bool:
        begun.set()
        go.wait(5)
        return False

    async with Showing(view).run_test() as pilot:
        indexing = Indexing(view, lambda: None)
        indexing.get_ready()
        indexing.start(first, wait)
        while not begun.is_set():
            await pilot.pause(0.01)
        indexing.stop()
        assert not indexing.running
        indexing.start(second, None)
        while not second.finished:
            await pilot.pause(0.02)
        go.set()

        assert not first.finished
