import pytest

from workbench.tui.panes.request.json_area import MOST_CHARACTERS, JsonArea

from ...widgets.apps import Showing

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(
    ("text", "is_json", "expected"),
    [
        ("[1]", True, "[\n  1\n]"),
        ("[1]", False, "[1]"),
        ("[" + " " * MOST_CHARACTERS + "]", True, "[" + " " * MOST_CHARACTERS + "]"),
    ],
    ids=["json", "another", "long"],
)
async def test_only_json_of_some_length_is_laid_out(
    text: str, is_json: bool, expected: str
) -> None:
    area = JsonArea()
    async with Showing(area).run_test() as pilot:
        area.load_text(text)
        area.is_json = is_json
        await pilot.press("alt+f")
        await pilot.pause()

        assert area.text == expected
