import asyncio

import pytest

from workbench.engine.outbox import Close, Outbox, Ping, Word
from workbench.errors import WorkbenchError


class Heard:
    def __init__(self) -> None:
        self.words: list[tuple[Word, frozenset[str]]] = []

    async def say(self, word: Word, secrets: frozenset[str] = frozenset()) -> None:
        self.words.append((word, secrets))


def test_an_outbox_leads_to_a_conversation_or_says_that_there_is_none() -> None:
    outbox, heard = Outbox(), Heard()
    with pytest.raises(WorkbenchError, match="not open"):
        asyncio.run(outbox.put(Ping()))

    outbox.connect(heard)
    assert outbox.is_open
    asyncio.run(outbox.put(Close(4000), frozenset({"s"})))
    assert heard.words == [(Close(4000), frozenset({"s"}))]

    outbox.connect(None)
    assert not outbox.is_open
