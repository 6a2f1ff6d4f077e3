from pathlib import Path

import pytest

from workbench.engine.order import Order
from workbench.model import Collection, Environment, Folder, RequestSpec, Resolved
from workbench.tui.screens.protection import about_to_change, environment_color

from ..shops import desk, write_shop

pytestmark = pytest.mark.anyio
ORDER = Order(Collection(Folder("", "Shop")), RequestSpec(), "a", "live")


async def test_the_question_names_what_would_change_without_secrets(tmp_path: Path) -> None:
    changes = [
        Resolved(str(at), "A", "POST", f"http://h/s3cret-{at}", secrets=frozenset({"s3cret"}))
        for at in range(9)
    ]
    async with desk(write_shop(tmp_path)) as here:
        here.app.push_screen(about_to_change(ORDER, changes))
        await here.sees("live is protected", "POST http://h/•••-0", "and 3 more")
        assert "s3cret" not in here.text


async def test_a_protected_environment_frames_the_screen(tmp_path: Path) -> None:
    root = write_shop(tmp_path)
    text = 'protected = true\ncolor = "#ff8800"\n'
    (root / "environments" / "other.toml").write_text(text)
    async with desk(root) as here:
        assert here.main.styles.border_left[0] == ""
        await here.press("f3", *"other", "enter")
        await here.until(lambda: here.main.state.environment == "other")
        kind, color = here.main.styles.border_left
        assert (kind, color.hex) == ("outer", "#FF8800")

        await here.press("f3", *"local", "enter")
        await here.until(lambda: here.main.styles.border_left[0] == "")


@pytest.mark.parametrize("color", ["", "no colour", "[red]"])
def test_an_environment_without_a_colour_of_its_own_is_red(color: str) -> None:
    assert environment_color(Environment("live", color=color)).hex == "#FF0000"
