"""What a template can call: a plain function with its documentation and an example."""

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from workbench.model import Value, json_of, text_of
from workbench.templating.ambient import Ambient
from workbench.templating.needs import Need

_LARGEST = 300  # digits of a number, so that a float can hold it


class ArgumentError(ValueError):
    """What is wrong with an argument; it never quotes a value, which may be secret."""


class NothingFoundError(ArgumentError):
    """There is no such thing in the value; a default() that follows can stand in."""


@dataclass(frozen=True, slots=True)
class Function:
    """A function of the library; its first line of documentation says what it returns.

    `call` is pure. If its first parameter is an Ambient it gets the time and randomness.
    One that is `outside` returns a Need, which the engine meets; it takes only what is
    written in its place, so that what it reaches is known without evaluating anything.
    `example` with its `result` is documentation, and a test.
    """

    call: "Callable[..., Value | Need]"
    example: str
    result: str
    outside: bool = False

    @property
    def name(self) -> str:
        """The name in templates."""
        return self.call.__name__.rstrip("_")

    @property
    def doc(self) -> str:
        """One line on what it returns."""
        return (self.call.__doc__ or "").partition("\n")[0]

    @property
    def signature(self) -> str:
        """Its name with its parameters and their defaults: `slice(value, start, end=null)`."""
        shown = (_shown(parameter) for parameter in _signature(self.call)[1])
        return f"{self.name}({', '.join(shown)})"

    @property
    def usage(self) -> str:
        """How it is called, as a hint: signature and example."""
        return f"{self.signature}, for example {self.example}"

    @property
    def takes_a_value(self) -> bool:
        """Whether a value can be piped into it."""
        return not self.outside and self.needed > 0

    @property
    def needed(self) -> int:
        """How many arguments must be given."""
        return sum(_is_needed(parameter) for parameter in _signature(self.call)[1])

    def run(
        self, ambient: Ambient, positional: Sequence[Value], named: Mapping[str, Value]
    ) -> "Value | Need":
        """Return what it makes of the arguments, or raise ArgumentError."""
        bound = self._bound(positional, named)
        first = (ambient,) if _signature(self.call)[0] else ()
        return self.call(*first, *bound.args, **bound.kwargs)

    def need(self, positional: Sequence[Value], named: Mapping[str, Value]) -> "Need | None":
        """Return what one that is `outside` asks for, or raise ArgumentError."""
        if not self.outside:
            return None
        bound = self._bound(positional, named)
        found = self.call(*bound.args, **bound.kwargs)
        return found if isinstance(found, Need) else None

    def _bound(
        self, positional: Sequence[Value], named: Mapping[str, Value]
    ) -> inspect.BoundArguments:
        """Return the arguments by parameter, each as what its parameter wants."""
        parameters = _signature(self.call)[1]
        try:
            bound = inspect.Signature(parameters).bind(*positional, **named)
        except TypeError as error:
            raise ArgumentError(str(error)) from None
        for parameter in parameters:
            if parameter.name not in bound.arguments:
                continue
            given = bound.arguments[parameter.name]
            hint, name = parameter.annotation, parameter.name
            if parameter.kind is parameter.VAR_POSITIONAL:
                bound.arguments[name] = tuple(_converted(item, hint, name) for item in given)
            else:
                bound.arguments[name] = _converted(given, hint, name)
        return bound


Library = Mapping[str, Function]


def library(*groups: Sequence[Function]) -> Library:
    """Return the functions of some groups by name."""
    return {function.name: function for group in groups for function in group}


@lru_cache(maxsize=256)
def _signature(call: Callable[..., Any]) -> tuple[bool, tuple[inspect.Parameter, ...]]:
    """Return whether a function wants an Ambient first, and its other parameters."""
    parameters = tuple(inspect.signature(call).parameters.values())
    if parameters and parameters[0].annotation is Ambient:
        return True, parameters[1:]
    return False, parameters


def _is_needed(parameter: inspect.Parameter) -> bool:
    return parameter.default is parameter.empty and parameter.kind is not parameter.VAR_POSITIONAL


def _shown(parameter: inspect.Parameter) -> str:
    if parameter.kind is parameter.VAR_POSITIONAL:
        return f"*{parameter.name}"
    name, default = parameter.name, parameter.default
    if default is parameter.empty:
        return name
    shown = repr(default) if isinstance(default, str) else json_of(default)
    return f"{name}={shown}"


def _converted(given: Value, hint: Any, name: str) -> Value:
    """Return an argument as what the parameter wants; texts and numbers become each other."""
    if hint is str:
        return text_of(given)
    if hint in (int, int | None):
        number = to_number(given)
        if number is None or number != int(number):
            raise ArgumentError(f'"{name}" is not a whole number')
        return int(number)
    if hint is float:
        number = to_number(given)
        if number is None:
            raise ArgumentError(f'"{name}" is not a number')
        return float(number)
    if hint is bool and not isinstance(given, bool):
        raise ArgumentError(f'"{name}" is neither true nor false')
    return given


def to_number(value: Value) -> int | float | Decimal | None:
    """Return a number, or what a text says as one (`12`, `-1.50`, `1e3`); None if it is none."""
    if isinstance(value, bool) or not isinstance(value, str | int | float | Decimal):
        return None
    text = value.strip() if isinstance(value, str) else ""
    if len(text) > _LARGEST or "_" in text:
        return None
    try:
        number = Decimal(text or value)
    except InvalidOperation:
        return None
    if not number.is_finite() or abs(number.adjusted()) > _LARGEST:
        return None
    if not isinstance(value, str):
        return value
    return int(text) if text.lstrip("+-").isdecimal() else number
