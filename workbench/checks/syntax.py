"""A check or a capture as parsed; its text again; its templates filled in."""

import base64
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

from workbench.errors import Problem, WorkbenchError

from .words import Form, Word

Resolve: TypeAlias = Callable[[str], str]

_WHOLE = re.compile(r"-?\d{1,400}", re.ASCII)
_FRACTION = re.compile(r"-?\d{1,400}(?:\.\d{1,400})?(?:[eE][+-]?\d{1,3})?", re.ASCII)
_CONSTANTS = {"true": True, "false": False, "null": None}
_ESCAPED = re.compile(r"[\"\\\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_ESCAPES = {
    '"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f",
}  # fmt: skip
_TEXTS = (Form.QUOTED, Form.RAW, Form.BLOCK)


@dataclass(frozen=True, slots=True)
class Argument:
    """A value in a check; a template's value is its source until it is filled in.

    `start` and `end` are where it stands in the check; they do not count in comparisons.
    """

    value: Any
    form: Form
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)

    def __str__(self) -> str:
        match self.form:
            case Form.QUOTED:
                return quoted(self.value)
            case Form.RAW:
                return f"`{self.value}`"
            case Form.BLOCK:
                opening = "```\n" if "\n" in self.value else "```"
                return f"{opening}{self.value}```"
            case Form.PATTERN:
                return f"/{self.value}/"
            case Form.HEX:
                return f"hex,{self.value.hex()};"
            case Form.BASE64:
                return f"base64,{base64.b64encode(self.value).decode('ascii')};"
            case Form.CONSTANT:
                return json.dumps(self.value)
            case Form.INTEGER | Form.FLOAT:
                return repr(self.value)
            case Form.TEMPLATE:
                return str(self.value)

    @property
    def has_template(self) -> bool:
        """Whether there is something to be filled in."""
        return self.form is Form.TEMPLATE or (self.form in _TEXTS and "{{" in self.value)

    def filled(self, resolve: Resolve, takes: frozenset[Form]) -> "Argument":
        """Return the argument with templates resolved; a bare one becomes what it reads as.

        Raises a WorkbenchError if a number is needed and it is none.
        """
        if not self.has_template:
            return self
        text = resolve(self.value)
        if self.form is not Form.TEMPLATE:
            return replace(self, value=text)
        value, form = _typed(text, takes)
        if form not in takes:
            raise WorkbenchError(Problem(f'{self.value} is "{text[:40]}", not a whole number'))
        return replace(self, value=value, form=form)


@dataclass(frozen=True, slots=True)
class Step:
    """A word with its arguments: `nth 0`."""

    word: Word
    arguments: tuple[Argument, ...] = ()
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)

    def __str__(self) -> str:
        return " ".join((self.word.name, *map(str, self.arguments)))

    @property
    def values(self) -> tuple[Any, ...]:
        """What the arguments are, in their order."""
        return tuple(argument.value for argument in self.arguments)

    def filled(self, resolve: Resolve) -> "Step":
        """Return the step with what `resolve` makes of each text that holds `{{`.

        Raises a WorkbenchError if that is not what the word takes.
        """
        pairs = zip(self.arguments, self.word.takes, strict=True)
        return replace(self, arguments=tuple(a.filled(resolve, takes) for a, takes in pairs))


@dataclass(frozen=True, slots=True)
class ParsedCapture:
    """A query with its filters; `secret` says that the value must not be shown (`redact`)."""

    query: Step
    filters: tuple[Step, ...] = ()
    secret: bool = False

    def __str__(self) -> str:
        return " ".join([*map(str, self.steps), *(["redact"] if self.secret else [])])

    @property
    def steps(self) -> tuple[Step, ...]:
        """The query and the filters, in the order in which they work."""
        return (self.query, *self.filters)

    def filled(self, resolve: Resolve) -> "ParsedCapture":
        """Return the capture with what `resolve` makes of each text that holds `{{`."""
        query = self.query.filled(resolve)
        return replace(self, query=query, filters=tuple(f.filled(resolve) for f in self.filters))


@dataclass(frozen=True, slots=True)
class ParsedCheck:
    """A query with its filters, and what is expected of the value."""

    query: Step
    filters: tuple[Step, ...]
    predicate: Step
    negated: bool = False

    def __str__(self) -> str:
        return " ".join([*map(str, (self.query, *self.filters)), self.expectation])

    @property
    def steps(self) -> tuple[Step, ...]:
        """The query, the filters and the predicate, in the order in which they work."""
        return (self.query, *self.filters, self.predicate)

    @property
    def expectation(self) -> str:
        """The predicate as text: `not contains "x"`."""
        return f"not {self.predicate}" if self.negated else str(self.predicate)

    def filled(self, resolve: Resolve) -> "ParsedCheck":
        """Return the check with what `resolve` makes of each text that holds `{{`.

        The values go in after parsing, so that no value can become a part of the language.
        """
        return replace(
            self,
            query=self.query.filled(resolve),
            filters=tuple(step.filled(resolve) for step in self.filters),
            predicate=self.predicate.filled(resolve),
        )


def quoted(text: str) -> str:
    """Return a text in double quotes with escapes."""
    return f'"{_ESCAPED.sub(_escape, text)}"'


def _escape(found: re.Match[str]) -> str:
    char = found[0]
    return _ESCAPES.get(char) or f"\\u{{{ord(char):x}}}"


def _typed(text: str, takes: frozenset[Form]) -> tuple[Any, Form]:
    """Return what a bare template's value is: a number, a constant or else text."""
    if Form.INTEGER in takes and _WHOLE.fullmatch(text):
        return int(text), Form.INTEGER
    if Form.FLOAT in takes and _FRACTION.fullmatch(text):
        return float(text), Form.FLOAT
    if Form.CONSTANT in takes and text in _CONSTANTS:
        return _CONSTANTS[text], Form.CONSTANT
    return text, Form.QUOTED
