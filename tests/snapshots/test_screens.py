"""Pictures of the screens at fixed sizes. Look at every changed one before accepting it:

python -m pytest tests/snapshots --snapshot-update
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from workbench.store.shipped import shipped_themes

from . import dialog_scenes as dialogs
from .request_scenes import body, graphql, token, verdicts
from .scenes import Scene, before, conversation, demo_app, origins, response, run, tabs, welcome
from .side_scenes import cookies, environment, environments, folder, variables

Compare = Callable[..., bool]
THEMES = [path.stem for path in sorted(shipped_themes().glob("*.toml"))]
SIZES = [(80, 24), (120, 40), (200, 60)]
BY_SIZE = pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40", "200x60"])


def named(scene: Scene) -> str:
    """Return the name of a scene."""
    return scene.__name__


@BY_SIZE
@pytest.mark.parametrize("scene", [welcome, response, origins, run, conversation], ids=named)
def test_screen(snap_compare: Compare, tmp_path: Path, scene: Scene, size: tuple[int, int]) -> None:
    assert snap_compare(demo_app(tmp_path), terminal_size=size, run_before=before(scene))


@BY_SIZE
@pytest.mark.parametrize(
    "scene", [variables, environments, environment, folder, cookies], ids=named
)
def test_side_screen(
    snap_compare: Compare, tmp_path: Path, scene: Scene, size: tuple[int, int]
) -> None:
    assert snap_compare(demo_app(tmp_path), terminal_size=size, run_before=before(scene))


@BY_SIZE
@pytest.mark.parametrize(
    "scene",
    [
        dialogs.settings,
        dialogs.help_screen,
        dialogs.palette,
        dialogs.jump,
        dialogs.finding,
        dialogs.changes,
        dialogs.questions,
        dialogs.trust,
        dialogs.merge,
    ],
    ids=named,
)
def test_dialog(snap_compare: Compare, tmp_path: Path, scene: Scene, size: tuple[int, int]) -> None:
    assert snap_compare(demo_app(tmp_path), terminal_size=size, run_before=before(scene))


@BY_SIZE
@pytest.mark.parametrize("scene", [body, graphql, token, verdicts], ids=named)
def test_request(
    snap_compare: Compare, tmp_path: Path, scene: Scene, size: tuple[int, int]
) -> None:
    assert snap_compare(demo_app(tmp_path), terminal_size=size, run_before=before(scene))


@BY_SIZE
def test_open_requests(snap_compare: Compare, tmp_path: Path, size: tuple[int, int]) -> None:
    assert snap_compare(demo_app(tmp_path), terminal_size=size, run_before=before(tabs))


@pytest.mark.parametrize("theme", THEMES)
def test_theme(snap_compare: Compare, tmp_path: Path, theme: str) -> None:
    app = demo_app(tmp_path, theme)

    assert snap_compare(app, terminal_size=(80, 24), run_before=before(response))
