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
