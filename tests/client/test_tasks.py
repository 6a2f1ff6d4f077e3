"""Tasks that outlive the call that starts them."""

import anyio
import pytest

from workbench.client.tasks import Task

from .conftest import Kind

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("kind", ["asyncio", "trio"])
async def test_a_task_runs_by_itself_and_keeps_its_error(kind: Kind, anyio_backend: str) -> None:
    async def fail() -> None:
        raise ValueError("no")

    task = Task(fail)
    task.start()
    await task.done.wait()

    assert str(task.error) == "no"


@pytest.mark.parametrize("kind", ["asyncio", "trio"])
async def test_a_stopped_task_has_cleaned_up(kind: Kind, anyio_backend: str) -> None:
    log: list[str] = []

    async def wait() -> None:
        try:
            await anyio.sleep_forever()
        finally:
            log.append("cleaned up")

    task, unstarted = Task(wait), Task(wait)
    task.start()
    await anyio.lowlevel.checkpoint()
    unstarted.start()
    await unstarted.stop()
    await task.stop()

    assert log[0] == "cleaned up"
    assert task.error is None
