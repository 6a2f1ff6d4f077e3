"""Endpoints for parallel runs: answers that differ in time and, if asked, in luck."""

import random

import anyio

from .wire import Incoming, Refusal, Reply, json_reply


class Load:
    """Delays and failures drawn from a seed: the n-th request fares alike in every demo."""

    def __init__(self, seed: int = 1815) -> None:
        self._dice = random.Random(seed)  # noqa: S311 - repeatable on purpose
        self._served = 0

    async def latency(self, _request: Incoming) -> Reply:
        """Answers after 5 to 80 ms, mostly at the quick end."""
        delay = 0.005 + 0.075 * self._dice.random() ** 3
        await anyio.sleep(delay)
        return self._answer(delay)

    async def flaky(self, request: Incoming) -> Reply:
        """Answers 503 to a share of requests (`rate`), and now and then takes longer."""
        rate = request.number("rate", 0.2, 0.0, 1.0)
        fails, lingers = self._dice.random() < rate, self._dice.random() < 0.1
        delay = self._dice.uniform(0.1, 0.3) if lingers else self._dice.uniform(0.0, 0.02)
        await anyio.sleep(delay)
        if fails:
            raise Refusal(503, "not now, try again", (("retry-after", "1"),))
        return self._answer(delay)

    def _answer(self, delay: float) -> Reply:
        self._served += 1
        return json_reply({"served": self._served, "delay_ms": round(delay * 1000, 1)})
