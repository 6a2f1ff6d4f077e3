import pytest
from rich.color import Color

from workbench.tui.widgets.code_area import CodeArea
from workbench.tui.widgets.code_colors import code_style

from .apps import Showing

pytestmark = pytest.mark.anyio


async def test_kinds_have_the_theme_s_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    area = CodeArea("json")
    app = Showing(area)
    async with app.run_test():
        key, comment = code_style(area, "key"), code_style(area, "comment")
        assert key.color is not None
        assert key.bgcolor is None
        assert comment.italic
        assert comment.color != area.rich_style.color
        assert code_style(area, "hit").bgcolor is not None

        monkeypatch.setitem(app.theme_variables, "json-key", "#102030")
        assert code_style(area, "key").color == Color.parse("#102030")
        monkeypatch.setitem(app.theme_variables, "json-key", "no colour")
        assert code_style(area, "key").color is not None
