"""Walk a query by a schema: at each token, what is it, and what could stand there.

What is typed is unfinished most of the time, so nothing is an error here; where a type is
not known, nothing is said of what is in it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from .schema import Argument, Field, Schema, named
from .tokens import Token

Place = Literal["document", "selection", "arguments", "object", "list", "variables"]
OPERATIONS = ("query", "mutation", "subscription")


@dataclass
class Frame:
    """What is open: `type` is that of a selection, an input object, or the items of a list.

    `met` is the field whose arguments these are, or in a selection the last one;
    `argument` what a value is wanted for, `given` the names that are there already.
    """

    place: Place
    type: str | None = None
    met: Field | None = None
    argument: Argument | None = None
    wants: Literal["name", "value", "type", "condition", "spread", "directive"] = "name"
    given: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Named:
    """A name that was met: what it is, the type that should know it, and whether that does."""

    token: Token
    what: Literal["field", "argument", "input", "type", "variable"]
    owner: str
    known: bool


class Walk:
    """The state of a walk: the frames that are open, innermost last."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        self.frames = [Frame("document")]
        self.variables: dict[str, str] = {}  # of the operation, with their types
        self.fragments: set[str] = set()
        self._next: str | None = None  # the type of a selection that is about to open
        self._operation = ""
        self._variable = ""
        self._directive = False  # whether the next arguments are one's

    @property
    def frame(self) -> Frame:
        """The innermost frame."""
        return self.frames[-1]

    def walk(self, tokens: Iterator[Token]) -> Iterator[Named]:
        """Take tokens in, and yield the names among them that the schema should know."""
        before: Token | None = None
        waiting: Token | None = None  # a name in a selection that may turn out to be an alias
        for token in tokens:
            if waiting is not None:
                if not token.is_mark(":"):
                    yield self._field(waiting)
                waiting = None
                if token.is_mark(":"):
                    before = token
                    continue
            place = self.frame.place
            if place == "selection" and token.kind == "name" and self.frame.wants == "name":
                waiting = token
            elif token.is_mark("{", "(", "["):
                self._open(token.text)
            elif token.is_mark("}", ")", "]"):
                self._close(token.text)
            elif (found := self._within(token, before)) is not None:
                yield found
            before = token
        if waiting is not None:
            yield self._field(waiting)

    def _within(self, token: Token, before: Token | None) -> Named | None:
        frame = self.frame
        match frame.place:
            case "document":
                self._document(token, before)
            case "selection":
                return self._selection(token)
            case "arguments" | "object":
                return self._inputs(token)
            case "variables":
                return self._variables(token)
            case "list":
                return None
        return None

    def _document(self, token: Token, before: Token | None) -> None:
        if token.kind != "name":
            return
        if token.text in OPERATIONS:
            self._operation, self._next = token.text, self.schema.roots.get(token.text)
            self.variables = {}
        elif token.text == "fragment":
            self._operation, self._next = "fragment", None
        elif self._operation == "fragment" and before is not None and before.text == "on":
            self._next = token.text
        elif self._operation == "fragment" and token.text != "on":
            self.fragments.add(token.text)

    def _selection(self, token: Token) -> Named | None:
        frame = self.frame
        if token.is_mark("..."):
            frame.wants, self._next, frame.met = "spread", frame.type, None
        elif token.is_mark("@"):
            frame.wants = "directive"
        elif token.kind == "name":
            wanted, frame.wants = frame.wants, "name"
            if wanted == "spread" and token.text == "on":
                frame.wants = "condition"
            elif wanted == "condition":
                self._next = token.text
                return Named(token, "type", "", self.schema.type(token.text) is not None)
            elif wanted == "directive":
                self._directive = True
        return None

    def _field(self, token: Token) -> Named:
        frame = self.frame
        owner = self.schema.type(frame.type)
        found = self.schema.field(frame.type, token.text)
        frame.met, self._next = found, named(found.type) if found is not None else None
        self._directive = False
        known = found is not None or owner is None
        return Named(token, "field", frame.type or "", known)

    def _inputs(self, token: Token) -> Named | None:
        frame = self.frame
        if token.is_mark(":"):
            frame.wants = "value"
        elif frame.wants == "value":
            frame.wants = "name"
        elif token.kind == "name":
            frame.given.add(token.text)
            frame.argument = self._argument(frame, token.text)
            if frame.place == "arguments" and frame.met is not None:
                return Named(token, "argument", frame.met.name, frame.argument is not None)
            owner = self.schema.type(frame.type)
            if frame.place == "object" and owner is not None and owner.kind == "INPUT_OBJECT":
                return Named(token, "input", owner.name, frame.argument is not None)
        return None

    def _argument(self, frame: Frame, name: str) -> Argument | None:
        if frame.place == "arguments":
            return frame.met.argument(name) if frame.met is not None else None
        owner = self.schema.type(frame.type)
        return owner.inputs.get(name) if owner is not None else None

    def _variables(self, token: Token) -> Named | None:
        frame = self.frame
        if token.kind == "variable":
            self._variable, frame.wants = token.text[1:], "name"
        elif token.is_mark(":"):
            frame.wants = "type"
        elif token.is_mark("="):
            frame.wants = "value"
        elif token.kind == "name" and frame.wants == "type":
            self.variables[self._variable] = token.text
            return Named(token, "type", "", self.schema.type(token.text) is not None)
        return None

    def _open(self, mark: str) -> None:
        frame = self.frame
        match mark, frame.place:
            case "{", "document":
                operation = self._operation or "query"
                root = self._next or self.schema.roots.get(operation)
                self.frames.append(Frame("selection", root))
            case "{", "selection":
                frame.wants = "name"
                self.frames.append(Frame("selection", self._next))
            case "(", "document":
                self.frames.append(Frame("variables"))
            case "(", "selection":
                known = None if self._directive else frame.met
                self.frames.append(Frame("arguments", met=known))
            case "{", _:
                self.frames.append(Frame("object", self._wanted(frame)))
            case "[", "variables":
                pass  # a list as a type
            case _:
                self.frames.append(
                    Frame("list", self._wanted(frame), argument=frame.argument, wants="value")
                )

    def _wanted(self, frame: Frame) -> str | None:
        if frame.place == "list":
            return frame.type
        return named(frame.argument.type) if frame.argument is not None else None

    def _close(self, mark: str) -> None:
        is_list_type = mark == "]" and self.frame.place == "variables"
        if len(self.frames) > 1 and not is_list_type:
            closed = self.frames.pop()
            frame = self.frame
            if closed.place in ("object", "list") and frame.place in ("arguments", "object"):
                frame.wants, frame.argument = "name", None
            if closed.place == "selection" and frame.place == "document":
                self._operation, self._next = "", None
            self._directive = False
