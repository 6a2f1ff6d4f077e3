from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from workbench.errors import Problem, WorkbenchError
from workbench.tui.screens.main.steps import Steps

from ...shops import Desk, desk, write_shop

pytestmark = pytest.mark.anyio


def back(node: str, done: list[str]) -> Callable[[], Awaitable[str]]:
    async def take_back() -> str:
        done.append(node)
        return node

    return take_back


async def no() -> str:
    raise WorkbenchError(Problem("not now"))


async def test_the_last_step_is_taken_back_first_and_named(tmp_path: Path) -> None:
    async with desk(write_shop(tmp_path)) as here:
        steps, done = Steps(here.main), list[str]()
        steps.add("moving users", "users", back("users", done))
        steps.add("deleting slow", None, back("slow", done))

        assert [await steps.take_back() for _ in range(3)] == ["slow", "users", None]
        await here.sees("undone: deleting slow", "undone: moving users", "nothing has been moved")
        assert done == ["slow", "users"]


@pytest.mark.parametrize(
    ("node", "then"), [(None, 0), ("users", 0), ("gone", 1)], ids=["trash", "there", "gone"]
)
async def test_what_cannot_be_taken_back_is_tried_again_unless_it_is_gone(
    tmp_path: Path, node: str | None, then: int
) -> None:
    async with desk(write_shop(tmp_path)) as here:
        steps, done = Steps(here.main), list[str]()
        steps.add("before", None, back("before", done))
        steps.add("this", node, no)
        with pytest.raises(WorkbenchError):
            await steps.take_back()
        await again(here, steps)

        assert len(done) == then


async def again(here: Desk, steps: Steps) -> None:
    try:
        await steps.take_back()
    except WorkbenchError as error:
        here.main.complain(error)
