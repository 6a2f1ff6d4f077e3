import pytest

from workbench.tui.widgets.top_bar import TopBar

from .apps import Showing, screen_text

pytestmark = pytest.mark.anyio


async def test_collection_environment_and_drafts_are_named() -> None:
    bar = TopBar()
    app = Showing(bar)
    async with app.run_test(size=(60, 3)) as pilot:
        bar.show("Shop", "staging", "#ff8800", 2)
        await pilot.pause()
        line = screen_text(app).splitlines()[0]

        assert "Shop  ● 2 unsaved" in line
        assert line.endswith("staging")


async def test_a_long_name_is_cut_before_the_environment() -> None:
    bar = TopBar()
    app = Showing(bar)
    async with app.run_test(size=(40, 3)) as pilot:
        bar.show("x" * 80, "local", "", 0)
        await pilot.pause()

        assert screen_text(app).splitlines()[0].rstrip().endswith("…  local")


async def test_a_long_environment_leaves_room_for_the_collection() -> None:
    bar = TopBar()
    app = Showing(bar)
    async with app.run_test(size=(60, 3)) as pilot:
        bar.show("Shop", "x" * 80, "", 0)
        await pilot.pause()
        line = screen_text(app).splitlines()[0]

        assert "Shop" in line
        assert line.rstrip().endswith("x…")


async def test_no_environment_is_said_in_words() -> None:
    bar = TopBar()
    app = Showing(bar)
    async with app.run_test(size=(60, 3)) as pilot:
        bar.show("[/Shop]", None, "", 0)
        await pilot.pause()

        assert "no environment" in screen_text(app)
        assert "[/Shop]" in screen_text(app)


@pytest.mark.parametrize("color", ["@click=app.quit", "link=file:///x", "nonsense", "[", "\x1b[2J"])
async def test_what_is_no_colour_is_no_style_either(color: str) -> None:
    bar = TopBar()
    app = Showing(bar)
    async with app.run_test(size=(60, 3)) as pilot:
        bar.show("Shop", "prod", color, 0)
        await pilot.pause()
        styles = [
            segment.style
            for segment in app.screen._compositor.render_strips()[0]
            if segment.style is not None
        ]

        assert "prod" in screen_text(app)
        assert all("@click" not in style.meta and style.link is None for style in styles)


async def test_an_environment_has_its_own_colour() -> None:
    bar = TopBar()
    app = Showing(bar)
    async with app.run_test(size=(60, 3)) as pilot:
        bar.show("Shop", "prod", "red", 0)
        await pilot.pause()
        (style,) = [
            segment.style
            for segment in app.screen._compositor.render_strips()[0]
            if "prod" in segment.text
        ]

        assert style is not None
        assert style.color is not None
        assert style.color.triplet == (255, 0, 0)


async def test_a_protected_environment_says_so_in_words() -> None:
    bar = TopBar()
    app = Showing(bar)
    async with app.run_test(size=(60, 3)) as pilot:
        bar.show("Shop", "prod", "", 0, protected=True)
        await pilot.pause()

        assert screen_text(app).splitlines()[0].rstrip().endswith("▲ prod, protected")
