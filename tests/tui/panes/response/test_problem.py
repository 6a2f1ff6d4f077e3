from dataclasses import replace
from typing import Any

import pytest

from tests.bodies.viewing import KINDS
from workbench.errors import Problem
from workbench.model import Failure
from workbench.tui.panes.response.problem import ProblemNote

from ...samples import exchange
from ...widgets.apps import Showing, screen_text
from ...widgets.test_body_view import Body

pytestmark = pytest.mark.anyio


async def sees(app: Showing, pilot: Any, text: str) -> None:
    for _ in range(200):
        await pilot.pause()
        if text in screen_text(app):
            return
    raise AssertionError(screen_text(app))


async def test_a_failure_is_told_and_forgotten() -> None:
    note = ProblemNote()
    app = Showing(note)
    async with app.run_test(size=(60, 6)) as pilot:
        failed = replace(exchange(), failure=Failure("dns", Problem("no address", hint="look")))
        note.show(failed, KINDS["text"])
        await sees(app, pilot, "hint: look")

        note.forget()
        await pilot.pause()
        assert screen_text(app).strip() == ""
        assert not note.display


async def test_a_doubt_is_told_once_the_body_is_whole() -> None:
    note = ProblemNote()
    app = Showing(note)
    async with app.run_test(size=(80, 6)) as pilot:
        coming = replace(exchange(phase="receiving"), body=Body(b"{'a': 1}"))
        note.show(coming, KINDS["text"])
        await pilot.pause()
        assert not note.display

        note.show(replace(coming, phase="done"), KINDS["text"])
        await sees(app, pilot, "! no JSON, though its header says so")
