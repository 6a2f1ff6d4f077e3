"""Fill in the names of texts from scopes, and say everything that is wrong at once.

A variable's value is a template of its own, resolved where it is defined; what comes out
is inserted and never read again. So no value, and no two values side by side, can make
a name that nobody wrote.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from workbench.errors import Problem, WorkbenchError, did_you_mean
from workbench.model import SecretReference, Value

from .ambient import Ambient
from .expression import Argument, Call, Constant, Expression, Head, Name
from .filled import Filled, as_secret, made_of, masked
from .library import LIBRARY, ArgumentError, Library, NothingFoundError
from .measure import MAX_LENGTH, MAX_NESTING, size_of
from .needs import Facts, Need, SecretNeed, is_secret
from .pieces import Literal, Piece, Template, parse
from .problems import Lack, Place, Problems
from .scope import Binding, Scope, bindings
from .trace import Trace, Tracer

MAX_DEPTH = 32

UNKNOWN = Filled(None, complete=False)

Parts = Sequence[tuple[Piece, Filled]]


class Resolver:
    """One resolution of many texts, such as all fields of a request.

    A variable is resolved once: `id = "{{uuid()}}"` is the same in a header and in the
    body. Problems are collected, each missing name once; `finish` raises them. What is
    asked for outside and not among the facts is collected in `needs`, and its template
    stays where it is: meet the needs and resolve anew, until there are none.
    """

    def __init__(
        self,
        scopes: Sequence[Scope],
        library: Library = LIBRARY,
        facts: Facts | None = None,
        *,
        ambient: Ambient,
    ) -> None:
        self._bindings = bindings(scopes)
        self._library = library
        self._facts = facts or {}
        self._ambient = ambient
        self._known: dict[str, Filled] = {}
        self._chain: list[str] = []
        self._nesting = 0
        self._problems = Problems()
        self._missing: dict[str, None] = {}
        self._needs: dict[Need, None] = {}
        self._tracer = Tracer()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What has gone wrong so far."""
        return self._problems.found

    @property
    def missing(self) -> tuple[str, ...]:
        """The names that no scope has, in the order they were met."""
        return tuple(self._missing)

    @property
    def needs(self) -> tuple[Need, ...]:
        """What has to be found out before everything can be filled in."""
        return tuple(self._needs)

    @property
    def trace(self) -> Trace:
        """What was filled in so far, and with what."""
        return self._tracer.trace(self._known)

    def text(self, text: str, where: str) -> Filled:
        """Return a text with everything filled in; what cannot be stays as it is written.

        `where` names the field; a Problem adds the place in it: `url:3`, `body:2:11`.
        """
        return self.assembled(text, where, _joined)

    def value(self, value: Value, where: str) -> Filled:
        """Return a value with the texts in it filled in; names of a table stay.

        A text that is exactly one template becomes what that is: a number stays one.
        """
        match value:
            case str():
                pieces = parse(value) if "{{" in value else ()
                if len(pieces) == 1 and isinstance(pieces[0], Template):
                    return self._fill(pieces[0], value, where)
                return self.text(value, where)
            case list() | dict():
                if self._nesting >= MAX_NESTING:
                    self._report_growth(where)
                    return Filled("", complete=False)
                self._nesting += 1
                filled = self._container(value, where)
                self._nesting -= 1
                return self._bounded(filled, where)
            case _:
                return Filled(value)

    def assembled(self, text: str, where: str, assemble: Callable[[Parts], str]) -> Filled:
        """Return a text whose filled pieces the caller's function puts together."""
        if "{{" not in text:
            return Filled(text)
        parts: list[tuple[Piece, Filled]] = []
        length = 0
        for piece in parse(text):
            part = self._fill(piece, text, where)
            length += size_of(part.value)
            if length > MAX_LENGTH:
                self._report_growth(Place(text, piece.start, where))
                return Filled(text, complete=False)
            parts.append((piece, part))
        return made_of(assemble(parts), (part for _, part in parts))

    def report(self, what: str, where: Place | str, hint: str = "") -> None:
        """Keep a problem, unless the same one is known from another place."""
        self._problems.report(what, where, hint)

    def finish(self) -> None:
        """Raise one error with all problems, if there are any."""
        if self.problems:
            raise WorkbenchError(*self.problems)

    def _container(self, value: list[Value] | dict[str, Value], where: str) -> Filled:
        if isinstance(value, list):
            items = [self.value(item, where) for item in value]
            return made_of([item.value for item in items], items)
        table = {name: self.value(item, where) for name, item in value.items()}
        return made_of({name: item.value for name, item in table.items()}, table.values())

    def _fill(self, piece: Piece, text: str, where: str) -> Filled:
        at = Place(text, piece.start, where)
        match piece:
            case Literal(literal):
                return Filled(literal)
            case Template(expression):
                filled = self._expression(expression, at)
                owner = self._chain[-1] if self._chain else ""
                self._tracer.note(where, owner, text[piece.start : piece.end], expression, filled)
            case _:
                self.report(piece.what, at.to(piece.at), piece.hint)
                filled = UNKNOWN
        if filled.complete or filled.value is not None:
            return filled
        return replace(filled, value=text[piece.start : piece.end])

    def _expression(self, expression: Expression, at: Place) -> Filled:
        """Return what an expression comes to; without a value if that is not known."""
        filled = self._head(expression.head, at)
        for pipe in expression.pipes:
            if isinstance(filled, Lack):
                if pipe.function != "default":
                    break
                filled = filled.nothing
            if not filled.complete:
                return made_of(None, [filled])
            filled = self._call(pipe, at.to(pipe.start), filled)
        return self._there(filled)

    def _head(self, head: Head, at: Place) -> Filled | Lack:
        match head:
            case Constant(value):
                return Filled(value)
            case Name(name):
                return self._variable(name, at)
            case Call():
                return self._call(head, at)

    def _there(self, filled: Filled | Lack) -> Filled:
        """Return what is there, or nothing known after a report."""
        if isinstance(filled, Filled):
            return filled
        if filled.name:
            self._missing[filled.name] = None
        self.report(filled.what, filled.at, filled.hint)
        return replace(filled.nothing, complete=False)

    def _variable(self, name: str, at: Place) -> Filled | Lack:
        if name in self._known:
            return self._known[name]
        binding = self._bindings.get(name)
        if binding is None or binding.removed:
            return self._lacking(name, binding, at)
        if name in self._chain:
            chain = " → ".join([*self._chain[self._chain.index(name) :], name])
            self.report(f'"{name}" refers to itself: {chain}', at)
            return UNKNOWN
        if len(self._chain) >= MAX_DEPTH:
            start = " → ".join(self._chain[:3])
            self.report(f"variables refer to each other over {MAX_DEPTH} deep: {start} …", at)
            return UNKNOWN
        filled = self._bound(name, binding, at)
        if isinstance(filled, Filled):
            filled = replace(filled, used=filled.used | {name})
            self._known[name] = filled
        return filled

    def _bound(self, name: str, binding: Binding, at: Place) -> Filled | Lack:
        scope, entry = binding.scope, binding.entry
        if isinstance(entry, SecretReference):
            return self._fact(SecretNeed(entry), f'"{name}"', at)
        if scope.literal:
            filled = self._bounded(Filled(entry.value), scope.where(name))
        else:
            self._chain.append(name)
            filled = self.value(entry.value, scope.where(name))
            self._chain.pop()
        return as_secret(filled) if scope.secret else filled

    def _lacking(self, name: str, binding: Binding | None, at: Place) -> Lack:
        if binding is not None:
            hint = f"{binding.scope.place or binding.scope.name} takes it away"
        elif name in self._library:
            hint = f"a function needs its parentheses: {self._library[name].example}"
        else:
            hint = did_you_mean(name, self._bindings, "no variable has this name")
        return Lack(f'unresolved "{{{{{name}}}}}"', at, hint, name=name)

    def _call(self, call: Call, at: Place, piped: Filled | None = None) -> Filled | Lack:
        name = call.function
        function = self._library.get(name)
        if function is None:
            is_variable = f"it is a variable: {{{{{name}}}}}" if name in self._bindings else ""
            hint = is_variable or did_you_mean(name, self._library)
            self.report(f'unknown function "{name}()"', at, hint)
            return UNKNOWN
        if function.outside and (piped is not None or call.names):
            hint = f"write what it asks for in its place: {function.example}"
            self.report(f'no variable can choose what "{name}()" asks for', at, hint)
            return UNKNOWN
        positional = [self._argument(argument, at) for argument in call.positional]
        if piped is not None:
            positional.insert(0, piped)
        named = {key: self._argument(argument, at) for key, argument in call.named}
        parts = [*positional, *named.values()]
        if not all(part.complete for part in parts):
            return made_of(None, parts)
        try:
            result = function.run(
                self._ambient,
                [part.value for part in positional],
                {key: part.value for key, part in named.items()},
            )
        except ArgumentError as error:
            what = f'wrong arguments for "{name}()": {masked(str(error), parts)}'
            lack = Lack(what, at, function.usage, made_of(None, parts))
            return lack if isinstance(error, NothingFoundError) else self._there(lack)
        if isinstance(result, Need):
            filled = self._fact(result, f'"{name}()"', at)
        else:
            filled = self._bounded(made_of(result, parts), at)
            filled = as_secret(filled) if filled.secret else filled
        if isinstance(filled, Lack):
            return filled
        return replace(filled, used=filled.used | {f"{name}()"})

    def _argument(self, argument: Argument, at: Place) -> Filled:
        if isinstance(argument, Name):
            return self._there(self._variable(argument.name, at.to(argument.start)))
        return Filled(argument)

    def _fact(self, need: Need, who: str, at: Place) -> Filled | Lack:
        """Return what met a need, or nothing known after noting that it is to be met."""
        asked = Filled(None, needs=frozenset({need}))
        fact = self._facts.get(need)
        if fact is None:
            self._needs[need] = None
            return replace(asked, complete=False)
        if isinstance(fact, Problem):
            return Lack(f"{who}: {fact.what}", at, fact.hint, asked)
        filled = self._bounded(replace(asked, value=fact.value), at)
        return as_secret(filled) if fact.secret or is_secret(need) else filled

    def _bounded(self, filled: Filled, where: Place | str) -> Filled:
        """Return it, or nothing after a report if it is larger than a value may be."""
        if size_of(filled.value) <= MAX_LENGTH:
            return filled
        self._report_growth(where)
        return replace(filled, value="", complete=False)

    def _report_growth(self, where: Place | str) -> None:
        limit = MAX_LENGTH // (1024 * 1024)
        self.report(f"the text grows beyond {limit} MiB", where)


def _joined(parts: Parts) -> str:
    return "".join(part.text for _, part in parts)
