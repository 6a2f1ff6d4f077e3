from pathlib import Path

import pytest
from textual.geometry import Region

from ...shops import Desk, desk, write_shop

pytestmark = pytest.mark.anyio


def place(here: Desk, pane: str) -> Region:
    return here.main.query_one(pane).region


async def test_the_tree_takes_and_gives_room_by_keys(tmp_path: Path) -> None:
    async with desk(write_shop(tmp_path)) as here:
        here.main.set_focus(here.tree)
        before = place(here, "#tree").width
        await here.press("alt+equals_sign", "alt+equals_sign")
        assert place(here, "#tree").width == before + 4
        await here.press("alt+minus")
        assert place(here, "#tree").width == before + 2


async def test_request_and_response_share_their_room(tmp_path: Path) -> None:
    async with desk(write_shop(tmp_path)) as here:
        await here.open("users")
        before = place(here, "#request").height
        await here.press("ctrl+l", *["alt+equals_sign"] * 4)
        assert place(here, "#request").height > before + 4
        for _ in range(40):
            await here.press("alt+minus")
        assert place(here, "#request").height >= 8


async def test_on_a_low_terminal_the_request_has_more_room_while_it_is_edited(
    tmp_path: Path,
) -> None:
    async with desk(write_shop(tmp_path), size=(80, 24)) as here:
        assert place(here, "#request").height > place(here, "#response").height  # the first keys
        await here.sees("shows every key")
        await here.open("users")
        looking = place(here, "#request").height
        await here.press("ctrl+l")
        assert place(here, "#request").height >= looking + 4
        await here.press("ctrl+o")
        assert place(here, "#request").height == looking
        await here.press("alt+minus", "alt+minus")  # a size of the user's own stays
        mine = place(here, "#request").height
        await here.press("ctrl+l")
        assert place(here, "#request").height == mine


@pytest.mark.parametrize("size", [(60, 15), (40, 12)])
async def test_on_a_tiny_terminal_each_pane_has_room_while_it_has_the_focus(
    tmp_path: Path, demo_url: str, size: tuple[int, int]
) -> None:
    async with desk(write_shop(tmp_path), demo_url, size=size) as here:
        here.main.panes.grow()  # a size that was given does not count here
        await here.open("users")
        await here.press("ctrl+r")
        await here.done()
        for key, pane in (("ctrl+t", "#tree"), ("ctrl+l", "#request"), ("ctrl+o", "#response")):
            await here.press(key)
            region = here.main.query_one(pane).region
            assert here.app.screen.region.contains_region(region)
            assert region.width >= size[0] * 0.6
            assert region.height >= 6
        assert "200 OK" in here.text


async def test_the_response_can_be_beside_the_request(tmp_path: Path) -> None:
    async with desk(write_shop(tmp_path)) as here:
        await here.open("users")
        await here.press("alt+s")
        await here.until(lambda: place(here, "#request").y == place(here, "#response").y)
        assert 'layout = "beside"' in (tmp_path / "config/settings.toml").read_text()
        await here.press("ctrl+l", "f6")
        assert place(here, "#request").width > 100
        await here.press("f6", *["alt+equals_sign"] * 4)
        await here.until(lambda: place(here, "#request").width > place(here, "#response").width)

        await here.press("alt+s")
        await here.until(lambda: place(here, "#request").x == place(here, "#response").x)


@pytest.mark.parametrize(("width", "beside"), [(120, False), (200, True)])
async def test_a_broad_screen_has_them_beside_each_other(
    tmp_path: Path, width: int, beside: bool
) -> None:
    async with desk(write_shop(tmp_path), size=(width, 50)) as here:
        assert (place(here, "#request").y == place(here, "#response").y) is beside


async def test_the_borders_can_be_dragged(tmp_path: Path) -> None:
    async with desk(write_shop(tmp_path)) as here:
        await here.open("users")
        edge = place(here, "#tree").right - 1
        await here.pilot.mouse_down(offset=(edge, 10))
        await here.pilot.hover(offset=(50, 10))
        await here.pilot.mouse_up(offset=(50, 10))
        await here.until(lambda: place(here, "#tree").width == 51)

        border = place(here, "#request").bottom - 1
        await here.pilot.mouse_down(offset=(80, border))
        await here.pilot.hover(offset=(80, 30))
        await here.pilot.mouse_up(offset=(80, 30))
        await here.until(lambda: abs(place(here, "#request").bottom - 30) <= 1)
        await here.pilot.hover(offset=(80, 12))
        assert abs(place(here, "#request").bottom - 30) <= 1


async def test_sizes_and_folds_are_as_they_were_left(tmp_path: Path) -> None:
    root = write_shop(tmp_path)
    async with desk(root) as here:
        here.main.set_focus(here.tree)
        here.tree.reveal("auth")
        await here.press("left", "alt+equals_sign")
        width = place(here, "#tree").width
    async with desk(root) as here:
        await here.until(lambda: here.tree.folded == {"auth"})
        assert "Log in" not in here.text
        await here.until(lambda: place(here, "#tree").width == width)


async def test_a_run_has_a_division_of_its_own(tmp_path: Path) -> None:
    async with desk(write_shop(tmp_path)) as here:
        await here.open("users")
        await here.press("ctrl+l", *["alt+equals_sign"] * 9, "ctrl+g")
        await here.until(lambda: place(here, "#run").height >= 7)
        assert place(here, "#response").height >= 6
