import time
from dataclasses import replace

import pytest

from workbench.tui.panes.response.status_line import StatusLine

from ...samples import exchange
from ...widgets.apps import Showing

pytestmark = pytest.mark.anyio


async def test_time_goes_on_and_the_spinner_turns_until_the_exchange_is_done() -> None:
    line = StatusLine()
    async with Showing(line).run_test():
        going = replace(exchange(), phase="waiting", hops=(), started=time.time() - 90.02)
        told = []
        for _ in range(6):
            line.tell(going, revealed=False, remark="")
            told.append(str(line.render()))

        assert " 90.0 s" in told[0]
        assert len({each[0] for each in told}) == 3  # the frames 0 to 2 of it

        line.tell(exchange(), revealed=False, remark="odd")
        assert "16.3 ms" in str(line.render())
        assert "odd" in str(line.render())


async def test_it_warns_of_secrets_on_the_screen() -> None:
    line = StatusLine()
    async with Showing(line).run_test():
        line.tell(exchange(), revealed=True, remark="")

        assert "secrets are shown" in str(line.render())
