import pytest
from textual.app import App

from workbench.tui.latest import run_latest

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
