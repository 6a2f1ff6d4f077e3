import time
from pathlib import Path

import pytest
from textual.app import App
from textual.widgets._toast import Toast

from tests.tui.shops import desk, write_shop
from workbench.tui.notice import LEAST, Notice

pytestmark = pytest.mark.anyio


def test_a_notice_whose_time_has_passed_has_expired_and_is_drawn_for_a_moment() -> None:
    late = Notice("late", raised_at=time.time() - 60)
    soon = Notice("soon", timeout=60)

    assert (late.has_expired, late.time_left) == (True, LEAST)
    assert not soon.has_expired
    assert 50 < soon.time_left <= 60


@pytest.mark.timeout(30)
async def test_a_notice_that_is_drawn_too_late_goes_away() -> None:
    app = App[None]()
    async with app.run_test() as pilot:
        await app.mount(Toast(Notice("late", raised_at=time.time() - 60)))
        while app.query(Toast):
            await pilot.pause(LEAST)


async def test_what_the_app_tells_is_a_notice(tmp_path: Path) -> None:
    async with desk(write_shop(tmp_path)) as here:
        here.app.notify("[b]told[/b]", title="T", severity="error", timeout=7, markup=False)
        await here.sees("[b]told[/b]")
        (told,) = here.app._notifications

    assert isinstance(told, Notice)
    assert (told.title, told.severity, told.timeout, told.markup) == ("T", "error", 7, False)
