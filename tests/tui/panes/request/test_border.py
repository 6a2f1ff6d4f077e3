import pytest
from textual.content import Content
from textual.widgets import Button

from workbench.engine.secret_places import SecretPlace
from workbench.tui.panes.request.border import Border
from workbench.tui.widgets.bulk_area import BulkArea

from ...widgets.apps import Showing

pytestmark = pytest.mark.anyio

PLACE = SecretPlace("auth.token", "a token", "t0ken", "token")


async def test_a_warning_leaves_room_for_the_keys_of_what_has_the_focus() -> None:
    area, button = BulkArea(), Button("b")
    app = Showing(area, button)
    async with app.run_test(size=(80, 12)) as pilot:
        border = Border(area)

        def shown() -> str:
            border.show()
            return Content.from_markup(area.border_subtitle or "").plain

        button.focus()
        await pilot.pause()
        border.warn([PLACE])
        assert shown() == "! auth.token: a token · alt+m moves it out"
        area.focus()
        await pilot.pause()
        assert shown().startswith("! a token · alt+m · escape back to the table · // off")
        border.warn([])
        assert shown().startswith("escape back to the table")
        button.focus()
        await pilot.pause()
        assert shown() == ""
