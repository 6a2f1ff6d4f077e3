import pytest

from workbench.tui.keymap import keymap
from workbench.tui.widgets.which_key import WhichKey

from .apps import Showing, screen_text

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("width", [40, 80, 200])
async def test_every_key_that_may_follow_is_shown_with_what_it_does(width: int) -> None:
    app = Showing(WhichKey(keymap(), "comma"))
    async with app.run_test(size=(width, 40)):
        text = screen_text(app)
        assert "w Save request" in text
        assert "q Quit" in text
        assert "? Help" in text
