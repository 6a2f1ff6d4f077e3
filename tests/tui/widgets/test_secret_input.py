import pytest

from workbench.tui.widgets.secret_input import SecretInput, is_reference

from .apps import Showing, screen_text

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(
    ("text", "expected"), [("", True), ("{{a}}{{b}}", True), ("x{{a}}", False), ("s", False)]
)
def test_only_templates_tell_no_secret(text: str, expected: bool) -> None:
    assert is_reference(text) is expected


async def test_a_literal_is_hidden_and_shown_by_a_key() -> None:
    box = SecretInput()
    app = Showing(box)
    async with app.run_test(size=(40, 3)) as pilot:
        box.value = "hunter2"
        await pilot.pause()
        assert "hunter2" not in screen_text(app)
        await pilot.press("alt+s")
        await pilot.pause()
        assert "hunter2" in screen_text(app)
        await pilot.press("alt+s")
        await pilot.pause()
        assert "hunter2" not in screen_text(app)


async def test_a_reference_is_seen_until_something_is_typed_to_it() -> None:
    box = SecretInput()
    app = Showing(box)
    async with app.run_test(size=(40, 3)) as pilot:
        box.value = "{{token}}"
        await pilot.pause()
        assert "{{token}}" in screen_text(app)
        await pilot.press("end", "x")
        await pilot.pause()
        assert "token" not in screen_text(app)
