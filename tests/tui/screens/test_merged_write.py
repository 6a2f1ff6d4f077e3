import asyncio
from collections.abc import Callable
from dataclasses import replace

import pytest

from workbench.formats.merge_specs import merge_environments
from workbench.model import Environment
from workbench.tui.screens.merge import MergeFields
from workbench.tui.screens.merged_write import write_merged

from ..widgets.apps import Showing

pytestmark = pytest.mark.anyio
BASE = Environment("e", color="red", app="a:b")
OURS = replace(BASE, color="blue")


class File:
    """What is on disk."""

    def __init__(self, said: Environment) -> None:
        self.said = said

    async def write(self, change: Callable[[Environment], Environment]) -> None:
        self.said = change(self.said)


async def test_both_changes_are_written_where_they_are_apart() -> None:
    app, file = Showing(), File(replace(BASE, app="c:d"))
    async with app.run_test():
        found = await write_merged(app, "e", BASE, OURS, merge_environments, file.write)

    assert found == file.said == replace(OURS, app="c:d")


@pytest.mark.parametrize(
    ("key", "color"), [("enter", "blue"), ("right,enter", "green"), ("escape", "")]
)
async def test_where_both_changed_the_same_the_user_chooses(key: str, color: str) -> None:
    app, file = Showing(), File(replace(BASE, color="green"))
    async with app.run_test() as pilot:
        worker = app.run_worker(write_merged(app, "e", BASE, OURS, merge_environments, file.write))
        async with asyncio.timeout(40):
            while not isinstance(app.screen, MergeFields):
                await pilot.pause()
        await pilot.press(*key.split(","))
        found = await worker.wait()

    assert (found.color if found else "") == color
    assert file.said.color == (color or "green")
