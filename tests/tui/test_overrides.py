from collections.abc import Iterator

import pytest

from workbench.engine.order import SessionValues
from workbench.model import Variable
from workbench.tui.dispatch import Dispatch
from workbench.tui.overrides import Overrides

pytestmark = pytest.mark.anyio


@pytest.fixture
def dispatch() -> Iterator[Dispatch]:
    made = Dispatch(lambda: None)
    made.start()
    yield made
    made.close()


async def test_changes_are_of_one_environment_and_undone_one_by_one(dispatch: Dispatch) -> None:
    overrides = Overrides(dispatch)
    await overrides.put("a", "x", 1)
    await overrides.put("b", "x", 2)
    await overrides.put("a", "x", "3", secret=True)

    assert overrides.values("a").hidden == (Variable("x", "3"),)
    assert await overrides.undo() == "x"
    assert overrides.values("a") == SessionValues((Variable("x", 1),))
    assert await overrides.undo() == "x"
    assert overrides.values("b") == SessionValues()
    assert await overrides.undo() == "x"
    assert await overrides.undo() is None
    assert overrides.values("a") == SessionValues()


async def test_an_override_goes_away_before_what_was_captured(dispatch: Dispatch) -> None:
    overrides = Overrides(dispatch)
    dispatch.session.put(None, SessionValues().capturing("x", "captured"))
    await overrides.put(None, "x", "mine")

    assert await overrides.take_away(None, "x")
    assert overrides.values(None).captured == (Variable("x", "captured"),)
    assert await overrides.take_away(None, "x")
    assert not await overrides.take_away(None, "x")
    await overrides.undo()
    assert overrides.values(None).captured == (Variable("x", "captured"),)


async def test_what_is_captured_meanwhile_survives_an_undo(dispatch: Dispatch) -> None:
    overrides = Overrides(dispatch)
    await overrides.put(None, "x", "mine")
    dispatch.session.put(None, overrides.values(None).capturing("y", "new"))
    await overrides.undo()

    assert overrides.values(None) == SessionValues((), (Variable("y", "new"),))
