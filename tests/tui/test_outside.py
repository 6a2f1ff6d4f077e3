import sys
from contextlib import nullcontext
from pathlib import Path

import pytest
from textual.app import App

from workbench.errors import WorkbenchError
from workbench.tui.outside import run_outside

pytestmark = pytest.mark.anyio

SCRIPT = "import shutil, sys; shutil.copy(sys.argv[1], sys.argv[1] + '.seen')"


async def test_a_program_is_run_on_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(App, "suspend", lambda _: nullcontext())
    body = tmp_path / "body.json"
    body.write_text("{}")
    async with App[None]().run_test() as pilot:
        run_outside(pilot.app, f'{sys.executable} -c "{SCRIPT}"', body)

    assert (tmp_path / "body.json.seen").read_text() == "{}"


async def test_what_cannot_be_run_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(App, "suspend", lambda _: nullcontext())
    async with App[None]().run_test() as pilot:
        with pytest.raises(WorkbenchError, match='cannot run "no-such-pager"'):
            run_outside(pilot.app, "no-such-pager", tmp_path)
        with pytest.raises(WorkbenchError, match="cannot run"):
            run_outside(pilot.app, "an 'open quote", tmp_path)


async def test_a_terminal_that_cannot_be_lent_is_told(tmp_path: Path) -> None:
    async with App[None]().run_test() as pilot:
        with pytest.raises(WorkbenchError, match="cannot be lent"):
            run_outside(pilot.app, "cat", tmp_path)


async def test_a_program_that_fails_is_told_where_it_matters(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(App, "suspend", lambda _: nullcontext())
    async with App[None]().run_test() as pilot:
        run_outside(pilot.app, "false", tmp_path)
        with pytest.raises(WorkbenchError, match='"false" ended with 1'):
            run_outside(pilot.app, "false", tmp_path, must_succeed=True)
