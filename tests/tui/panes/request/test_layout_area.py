import pytest

from workbench.tui.panes.request.layout_area import LayoutArea

from ...widgets.apps import Showing, screen_text

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(
    ("kind", "text", "expected", "told"),
    [
        ("json", "[1]", "[\n  1\n]", ""),
        ("xml", "<a><b>{{x}}</b></a>", "<a>\n  <b>{{x}}</b>\n</a>", ""),
        ("graphql", "{a,b}", "{\n  a\n  b\n}", ""),
        ("xml", "<p>a <b/></p>", "<p>a <b/></p>", "line 1: <p> has text"),
        ("xml", "<[b]>", "<[b]>", "this is no XML: 1:1"),
        ("text", "[1]", "[1]", "text is sent as it is written"),
    ],
)
async def test_a_text_is_laid_out_by_its_kind_or_told_why_not(
    kind: str, text: str, expected: str, told: str
) -> None:
    area = LayoutArea()
    app = Showing(area)
    async with app.run_test(notifications=True) as pilot:
        area.load_text(text)
        area.kind = kind
        await pilot.press("alt+shift+f")
        await app.workers.wait_for_complete()
        await pilot.pause()

        assert area.text == expected
        assert told in screen_text(app)
        await pilot.press("ctrl+z")
        assert area.text == text


async def test_what_is_typed_meanwhile_is_kept() -> None:
    area = LayoutArea()
    app = Showing(area)
    async with app.run_test() as pilot:
        area.load_text("[1]")
        area.action_lay_out()
        area.insert("x")
        await app.workers.wait_for_complete()
        await pilot.pause()

        assert area.text == "x[1]"
