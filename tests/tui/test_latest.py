import pytest
from textual.app import App

from workbench.tui.latest import run_beside, run_latest

pytestmark = pytest.mark.anyio


async def test_work_that_is_replaced_before_it_begins_is_never_called() -> None:
    app, done = App[None](), list[int]()

    async def work(number: int) -> None:
        done.append(number)

    async with app.run_test() as pilot:
        for number in range(3):
            run_latest(app, "numbers", work, number)
        await pilot.pause()

    assert done == [2]


async def test_nobody_spells_out_what_is_worked_on() -> None:
    """A worker is described by the repr of its work; that of a large request takes long."""
    app, done = App[None](), list[object]()

    class Large:
        def __repr__(self) -> str:
            raise AssertionError("this takes long")

    async def work(what: object) -> None:
        done.append(what)

    async with app.run_test() as pilot:
        run_latest(app, "large", work, large := Large())
        await pilot.pause()

    assert done == [large]


async def test_work_that_an_app_which_is_left_does_not_get_to_is_never_called() -> None:
    app, done = App[None](), list[int]()

    async def work() -> None:
        done.append(1)

    async with app.run_test():
        worker = run_beside(app, work)
        worker.cancel()
        beside = run_beside(app, work)
        await beside.wait()

    assert done == [1]
