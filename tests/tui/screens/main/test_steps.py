from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path

import pytest

from workbench.errors import Problem, WorkbenchError
from workbench.tui.screens.main.steps import Steps

from ...shops import desk, write_shop

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
        steps.add("moving users", back("users", done), moved="users")
        steps.add("deleting slow", back("slow", done))

        assert [await steps.take_back() for _ in range(3)] == ["slow", "users", None]
        await here.sees("undone: deleting slow", "undone: moving users", "nothing has been done")
        assert done == ["slow", "users"]


@pytest.mark.parametrize(("can_wait", "then"), [(True, []), (False, ["before"])])
async def test_what_cannot_be_taken_back_is_tried_again_if_it_can_wait(
    tmp_path: Path, can_wait: bool, then: list[str]
) -> None:
    async with desk(write_shop(tmp_path)) as here:
        steps, done = Steps(here.main), list[str]()
        steps.add("before", back("before", done))
        steps.add("this", no, can_wait=can_wait)
        for _ in range(2):
            with suppress(WorkbenchError):
                await steps.take_back()

        assert done == then
