import pytest

from tests.tui.widgets.apps import Showing, screen_text
from workbench.model import Capabilities
from workbench.tui.screens.trust import AskTrust

POWERS = Capabilities(
    commands=frozenset({"rm [red] \x1b[31m"}), env_names=frozenset({f"N{i}" for i in range(30)})
)

pytestmark = pytest.mark.anyio


class Asking(Showing):
    answer: bool | None = None

    def on_mount(self) -> None:
        def keep(answer: bool | None) -> None:
            self.answer = answer

        self.push_screen(AskTrust("Shop", POWERS), keep)


async def test_everything_that_is_asked_for_is_listed_as_it_is() -> None:
    app = Asking()
    async with app.run_test() as pilot:
        text = screen_text(app)
        assert "Trust this collection?" in text
        assert "run the command: rm [red] ␛[31m" in text
        await pilot.pause()


@pytest.mark.parametrize(
    ("keys", "answer"),
    [
        (("y",), True),
        (("n",), False),
        (("escape",), False),
        (("enter",), False),
        (("shift+tab", "enter"), True),
    ],
)
async def test_only_a_clear_yes_is_one(keys: tuple[str, ...], answer: bool) -> None:
    app = Asking()
    async with app.run_test() as pilot:
        await pilot.press(*keys)

    assert app.answer is answer
