from pathlib import Path

import pytest

from workbench.errors import Problem, WorkbenchError
from workbench.tui.screens.telling import complain, tell

from ..shops import desk, write_shop

pytestmark = pytest.mark.anyio


async def test_every_problem_of_an_error_is_told_and_none_is_markup(tmp_path: Path) -> None:
    async with desk(write_shop(tmp_path)) as here:
        complain(here.app, WorkbenchError(Problem("[red]no", "a.toml:3", "try"), Problem("also")))
        tell(here.app, "it is done")
        await here.sees("a.toml:3: [red]no", "try", "also", "it is done")


async def test_of_many_problems_the_first_few_are_told_each_once(tmp_path: Path) -> None:
    async with desk(write_shop(tmp_path), size=(120, 60)) as here:
        complain(here.app, WorkbenchError(*(Problem(f"no {n // 2}") for n in range(4000))))
        await here.sees("no 0", "no 4", "and 1,995 more like these")
        assert "no 5" not in here.text
