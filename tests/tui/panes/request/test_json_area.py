import pytest

from workbench.tui.panes.request.json_area import JsonArea

from ...widgets.apps import Showing

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(
    ("text", "is_json", "expected"),
    [("[1]", True, "[\n  1\n]"), ("[1]", False, "[1]")],
    ids=["json", "another"],
)
async def test_only_json_is_laid_out(text: str, is_json: bool, expected: str) -> None:
    area = JsonArea()
    app = Showing(area)
    async with app.run_test() as pilot:
        area.load_text(text)
        area.kind = "json" if is_json else "xml"
        await pilot.press("alt+f")
        await app.workers.wait_for_complete()
        await pilot.pause()

        assert area.text == expected


async def test_what_is_typed_meanwhile_is_kept() -> None:
    area = JsonArea()
    app = Showing(area)
    async with app.run_test() as pilot:
        area.load_text("[1]")
        area.action_lay_out()
        area.insert("x")
        await app.workers.wait_for_complete()
        await pilot.pause()

        assert area.text == "x[1]"
