import pytest
from textual import on

from workbench.tui.widgets.bulk_area import BulkArea

from .apps import Showing

pytestmark = pytest.mark.anyio


class Listening(Showing):
    left: bool | None = None

    @on(BulkArea.Left)
    def _hear(self, message: BulkArea.Left) -> None:
        self.left = message.back


@pytest.mark.parametrize("by_key", [True, False])
async def test_leaving_says_whether_to_go_back(by_key: bool) -> None:
    app = Listening(BulkArea())
    async with app.run_test() as pilot:
        await pilot.press("a")
        if by_key:
            await pilot.press("escape")
        else:
            app.set_focus(None)
        await pilot.pause()

        assert app.left is by_key
        assert app.query_one(BulkArea).text == "a"
