"""What can be said in an open WebSocket, and where to put it."""

from dataclasses import dataclass
from typing import Protocol

from workbench.errors import Problem, WorkbenchError
from workbench.model import Message

NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Ping:
    """A question whether the other side is there."""


@dataclass(frozen=True, slots=True)
class Close:
    """The wish to end the conversation."""

    code: int = 1000
    reason: str = ""


Word = Message | Ping | Close


class Speaker(Protocol):
    """An open conversation."""

    async def say(self, word: Word, secrets: frozenset[str] = ...) -> None:
        """Say something that may hold secrets."""
        ...


class Outbox:
    """Where somebody who watches a conversation says something; for the loop that sends.

    A conversation with one lasts until somebody ends it.
    """

    def __init__(self) -> None:
        self._speaker: Speaker | None = None

    @property
    def is_open(self) -> bool:
        """Whether there is a connection that takes words."""
        return self._speaker is not None

    async def put(self, word: Word, secrets: frozenset[str] = NOBODY) -> None:
        """Say something; returns once it is written. Raises WorkbenchError where it cannot.

        `secrets` are texts in it that nobody is to be shown.
        """
        if self._speaker is None:
            raise WorkbenchError(Problem("the WebSocket is not open", hint="send the request"))
        await self._speaker.say(word, secrets)

    def connect(self, speaker: Speaker | None) -> None:
        """Lead to this conversation from now on, or to none."""
        self._speaker = speaker
