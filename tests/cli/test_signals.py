import asyncio
import os
import signal

import pytest

from workbench.cli.signals import until_signal
from workbench.errors import ExitCode


def test_work_that_ends_by_itself_has_no_code() -> None:
    async def work() -> None:
        return None

    assert until_signal(work) is None


@pytest.mark.parametrize(
    ("number", "code"),
    [(signal.SIGINT, ExitCode.INTERRUPTED), (signal.SIGTERM, ExitCode.TERMINATED)],
)
def test_a_signal_cancels_the_work_and_says_its_code(
    number: signal.Signals, code: ExitCode
) -> None:
    cancelled = []

    async def work() -> None:
        os.kill(os.getpid(), number)
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            cancelled.append(True)
            raise

    assert until_signal(work) is code
    assert cancelled == [True]


def test_an_error_of_the_work_goes_on() -> None:
    async def work() -> None:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        until_signal(work)
