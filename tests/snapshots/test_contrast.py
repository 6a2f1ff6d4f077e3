"""All that is written on the screens can be read, in the two themes to begin with and two others.

That the colours of every theme can be read on each other is tested with the themes.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.color import Color

from workbench.tui.app import WorkbenchApp
from workbench.tui.contrast import DIM, TEXT, contrast

from . import dialog_scenes as dialogs
from . import side_scenes as sides
from .request_scenes import body, graphql, token, verdicts
from .scenes import Scene, before, conversation, demo_app, origins, response, run, tabs

THEMES = ("night", "paper", "moss", "linen")
SCENES: list[Scene] = [
    response, origins, conversation, tabs, run, body, graphql, token, verdicts, sides.variables,
    sides.environments, sides.environment, sides.folder, sides.cookies, dialogs.settings,
    dialogs.help_screen, dialogs.palette, dialogs.finding, dialogs.changes, dialogs.questions,
    dialogs.trust, dialogs.merge,
]  # fmt: skip


def written(app: WorkbenchApp) -> Iterator[tuple[str, Color, Color]]:
    """Yield the texts on the screen with their colours, without what lies below a dialog."""
    for y, strip in enumerate(app.screen._compositor.render_strips()):
        x = 0
        for text, style, _ in strip:
            x += len(text)
            if style is None or not any(map(str.isalnum, text)):
                continue
            below = app.screen.is_modal and app.screen.get_widget_at(x - 1, y)[0] is app.screen
            if below or style.color is None or style.bgcolor is None:
                continue
            colors = map(Color.from_rich_color, (style.color, style.bgcolor))
            ink, ground = reversed([*colors]) if style.reverse else colors
            yield text.strip(), ink.blend(ground, 0.5) if style.dim else ink, ground


@pytest.mark.anyio
@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.__name__)
async def test_every_text_can_be_read_on_every_screen(tmp_path: Path, scene: Scene) -> None:
    app = demo_app(tmp_path)
    weak = set[tuple[str, str, float]]()
    async with app.run_test(size=(120, 40)) as pilot:
        await before(scene)(pilot)  # type: ignore[arg-type]  # the snapshots' name for it
        for theme in THEMES:
            app.theme = theme
            await pilot.pause()
            await pilot.pause()
            faint = Color.parse(app.theme_variables["faint"])
            for text, ink, ground in written(app):
                least = DIM if ink == faint else TEXT
                if (got := contrast(ink, ground)) < least - 0.05:  # blended colours are rounded
                    weak.add((theme, text, round(got, 2)))

    assert weak == set()
