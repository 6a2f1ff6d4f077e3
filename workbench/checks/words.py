"""The vocabulary: what each query, filter and predicate is called, takes and means."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any, TypeVar

from workbench.errors import did_you_mean

F = TypeVar("F", bound=Callable[..., Any])


class Form(Enum):
    """How an argument is written."""

    QUOTED = '"text"'
    RAW = "`text`"
    BLOCK = "```text```"
    PATTERN = "/pattern/"
    HEX = "hex,…;"
    BASE64 = "base64,…;"
    INTEGER = "a whole number"
    FLOAT = "a number"
    CONSTANT = "true, false or null"
    TEMPLATE = "{{name}}"


Forms = frozenset[Form]

TEXT: Forms = frozenset({Form.QUOTED, Form.RAW, Form.BLOCK, Form.TEMPLATE})
PATTERN: Forms = TEXT | {Form.PATTERN}
INTEGER: Forms = frozenset({Form.INTEGER, Form.TEMPLATE})
ORDERED: Forms = TEXT | {Form.INTEGER, Form.FLOAT}
OCTETS: Forms = TEXT | {Form.HEX, Form.BASE64}
VALUE: Forms = ORDERED | OCTETS | {Form.CONSTANT}


class Language(Enum):
    """What the text of an argument is written in, so that it can be examined early."""

    PLAIN = "text"
    REGEX = "regular expression"
    GROUP = "regular expression with a group"
    JSONPATH = "JSONPath"
    XPATH = "XPath"
    DATE = "date format"
    CHARSET = "encoding of text"
    FILLED = "text that is not empty"


@dataclass(frozen=True, slots=True)
class Word:
    """One query, filter or predicate: for the parser, for completion and for help.

    `example` is a whole check. `needs_now` marks a filter that compares with the clock.
    """

    name: str
    does: Callable[..., Any]
    takes: tuple[Forms, ...]
    meaning: str
    example: str
    aliases: tuple[str, ...] = ()
    language: Language = Language.PLAIN
    needs_now: bool = False
    choices: tuple[str, ...] = ()


class Vocabulary:
    """The words of one kind, in the order in which help lists them."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self._words: dict[str, Word] = {}
        self._spellings: dict[str, Word] = {}

    def __iter__(self) -> Iterator[Word]:
        return iter(self._words.values())

    def word(
        self,
        name: str,
        *takes: Forms,
        meaning: str,
        example: str,
        **more: Any,
    ) -> Callable[[F], F]:
        """Make the function below a word of the language."""

        def add(does: F) -> F:
            word = Word(name, does, takes, meaning, example, **more)
            self._words[name] = word
            self._spellings |= dict.fromkeys((name, *word.aliases), word)
            return does

        return add

    def find(self, spelling: str) -> Word | None:
        """Return the word with this name or other name."""
        return self._spellings.get(spelling)

    def __getitem__(self, name: str) -> Word:
        return self._words[name]

    @property
    def names(self) -> tuple[str, ...]:
        """All words, without their other spellings."""
        return tuple(self._words)

    def likely(self, spelling: str, otherwise: str = "") -> str:
        """Return a hint that offers the word most like this spelling."""
        return did_you_mean(spelling, self._spellings, otherwise)
