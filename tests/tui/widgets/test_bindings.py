import pytest
from textual.binding import Binding
from textual.content import Content

from workbench.tui.key_names import spelled
from workbench.tui.widget_commands import SCOPES
from workbench.tui.widgets.bindings import bindings
from workbench.tui.widgets.lines import Lines

from .apps import Showing

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("scope", SCOPES)
def test_each_command_of_a_scope_becomes_a_binding_with_its_id(scope: str) -> None:
    made = [binding for binding in bindings(scope) if isinstance(binding, Binding)]

    assert [(b.id, b.key, b.description) for b in made] == [
        (c.id, spelled(c.keys.split(",")), c.help) for c in SCOPES[scope]
    ]


async def test_a_widget_takes_on_other_keys_while_it_is_shown() -> None:
    lines = Lines()
    app = Showing(lines)
    async with app.run_test() as pilot:
        lines.show([Content("line")] * 9)
        lines.focus()
        app.set_keymap({"list.down": "n"})
        await pilot.press("n", "n", "down", "j")
        assert lines.cursor == 2
