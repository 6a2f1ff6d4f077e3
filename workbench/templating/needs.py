"""What a resolution asks for from outside. It never looks itself.

A Need is a key: the engine meets it, puts what it found into the facts under it, and
resolves again. A preview has no facts, and so runs, reads and sends nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from workbench.errors import Problem
from workbench.model import Answered, SecretReference, Value

MASK = "•••"


@dataclass(frozen=True, slots=True)
class EnvNeed:
    """A variable of the process's environment."""

    name: str


@dataclass(frozen=True, slots=True)
class FileNeed:
    """The text of a file; a relative path starts at the collection's root."""

    path: str


@dataclass(frozen=True, slots=True)
class CommandNeed:
    """What a program prints, without the last line end; no shell reads the words."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PromptNeed:
    """A text that the user types. A `secret` one is not shown, and stays secret."""

    label: str
    default: str = ""
    secret: bool = False


@dataclass(frozen=True, slots=True)
class SelectNeed:
    """One of some texts, which the user chooses."""

    label: str
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ResponseNeed:
    """A value from another request's response; an empty query asks for the whole body.

    That request is sent first if its last response is older than `within_seconds`, or,
    where that is None, if there is none.
    """

    request: str
    query: str = ""
    within_seconds: float | None = None


@dataclass(frozen=True, slots=True)
class SecretNeed:
    """The value that a secret's reference stands for."""

    reference: SecretReference


Need = EnvNeed | FileNeed | CommandNeed | PromptNeed | SelectNeed | ResponseNeed | SecretNeed


@dataclass(frozen=True, slots=True)
class Fact:
    """What met a need. A secret's value stays secret, and so does all that is made of it.

    `answered` tells which response it was found in.
    """

    value: Value
    secret: bool = False
    answered: Answered | None = field(default=None, compare=False)

    def __repr__(self) -> str:
        return f"Fact({MASK if self.secret else repr(self.value)}, secret={self.secret})"


Facts = Mapping[Need, Fact | Problem]


def is_secret(need: Need) -> bool:
    """Tell whether what meets this need is secret whatever it is."""
    return isinstance(need, SecretNeed) or (isinstance(need, PromptNeed) and need.secret)
