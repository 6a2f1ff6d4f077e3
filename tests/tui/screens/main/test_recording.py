from pathlib import Path

import pytest

from workbench.engine.met_secrets import MetSecrets
from workbench.errors import Problem
from workbench.tui.screens.main.recording import Recording

pytestmark = pytest.mark.anyio


async def test_nothing_is_opened_before_it_is_needed(tmp_path: Path) -> None:
    told: list[Problem] = []
    recording = Recording(tmp_path, MetSecrets(), told.append, lambda: None)

    recording.close()
    assert not (tmp_path / "state").exists()

    assert await recording.latest("users") is None
    assert (tmp_path / "state" / "history").exists()
    recording.close()
    assert told == []
