"""Tell where all that was sent came from, out of what resolving it has left behind."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace

from workbench.formats.auth_table import auth_name
from workbench.model import (
    Answered,
    InheritAuth,
    NoBody,
    Options,
    Origin,
    OriginPart,
    Origins,
    SecretReference,
    Value,
    text_of,
)
from workbench.templating import (
    Binding,
    Call,
    Fact,
    Filled,
    Name,
    Need,
    Traced,
    bindings,
)

from .address import without_password
from .explain import APP
from .filling import field_place
from .inherit import effective_auth, effective_headers
from .order import Order, SessionValues
from .prepare import Prepared
from .scopes import FindLine, environment_of, scopes_of
from .sources import Answer

MOST_TOLD = 500
LONGEST = 8192  # characters of a value
FUNCTION = "function"
_LOOKED_AT = ("method", "url", "path", "params")


def origins_of(
    order: Order,
    values: SessionValues,
    prepared: Prepared,
    facts: Mapping[Need, Answer],
    find_line: FindLine,
) -> Origins:
    """Return where each part of a request that is ready came from.

    `values` and `facts` are those that it was prepared with. `find_line` may read files.
    """
    telling = _Telling(order, values, prepared, facts, find_line)
    found = [*telling.all()]
    left_out = prepared.trace.left_out + max(0, len(found) - MOST_TOLD)
    return Origins(tuple(found[:MOST_TOLD]), left_out)


@dataclass(frozen=True, slots=True)
class _Level:
    """The request, or a folder around it, and the file that it is in."""

    scope: str
    place: str
    folder: str | None


class _Telling:
    """One request that is told about."""

    def __init__(
        self,
        order: Order,
        values: SessionValues,
        prepared: Prepared,
        facts: Mapping[Need, Answer],
        find_line: FindLine,
    ) -> None:
        self._order, self._request = order, prepared.request
        self._variables, self._facts = prepared.trace.variables, facts
        self._find_line = find_line
        self._bound = bindings(scopes_of(order, values, find_line))
        self._folders = order.collection.folders_of(order.request)
        self._of_field: dict[str, list[Traced]] = {}
        self._of_variable: dict[str, list[Traced]] = {}
        for traced in prepared.trace.templates:
            key, kept = traced.owner or traced.where, self._of_variable
            (kept if traced.owner else self._of_field).setdefault(key, []).append(traced)
        self._part: OriginPart = "url"
        self._told: set[str] = set()  # variables of this part whose own origins are told

    def all(self) -> Iterator[Origin]:
        """Yield everything, part by part."""
        for part, told in (
            ("url", self._url),
            ("headers", self._headers),
            ("auth", self._auth),
            ("options", self._options),
            ("body", self._body),
            ("messages", self._messages),
        ):
            self._part, self._told = part, set()  # type: ignore[assignment]
            yield from told()

    def _url(self) -> Iterator[Origin]:
        url = without_password(self._request.url)
        yield self._field("url", url, self._level(None), ("", "url"))
        yield from self._templates(self._within(*_LOOKED_AT))

    def _headers(self) -> Iterator[Origin]:
        rows = effective_headers(self._folders, self._order.spec).rows
        sent = self._request.headers
        for header, (name, value) in zip(rows, sent, strict=False):
            row, level = header.row, self._level(header.folder)
            secret = name in self._request.secret_headers
            yield self._field(name, value, level, ("headers", row.name), secret=secret)
            where = field_place(f"headers.{row.name}", header.folder)
            inside = [t for t in self._of_field.get(where, ()) if t.written in row.value]
            yield from self._templates(inside)
        for name, value in sent[len(rows) :]:
            yield Origin(self._part, 0, name, value, scope="the kind of body")

    def _auth(self) -> Iterator[Origin]:
        auth, folder = effective_auth(self._folders, self._order.spec)
        if folder is None and isinstance(self._order.spec.auth, InheritAuth):
            return  # nobody says anything
        level = self._level(folder)
        yield self._field("auth", auth_name(auth), level, ("auth", "type"))
        yield from self._templates(self._within(field_place("auth", folder)))

    def _options(self) -> Iterator[Origin]:
        levels = [self._level(None)]
        levels += [self._level(folder.id) for folder in reversed(self._folders)]
        said = [self._order.spec.options, *(f.defaults.options for f in reversed(self._folders))]
        for name in (field.name for field in fields(Options)):
            value = getattr(self._request.options, name)
            if value is None:
                continue
            text = f"{value:g}" if isinstance(value, float) else text_of(value)
            having = [at for at, options in enumerate(said) if getattr(options, name) is not None]
            if having:
                yield self._field(name, text, levels[having[0]], ("options", name))
                yield from self._templates(self._within(f"options.{name}"))
            elif name == APP:
                yield self._environment_app(text)
                yield from self._templates(self._within(APP))

    def _environment_app(self, text: str) -> Origin:
        chosen = environment_of(self._order.collection, self._order.environment)
        name = chosen.name if chosen is not None else ""
        level = _Level(f"environment {name}", f"environments/{name}.toml", None)
        return self._field(APP, text, level, ("", APP))

    def _body(self) -> Iterator[Origin]:
        body, spec = self._request.body, self._order.spec.body
        if isinstance(spec, NoBody):
            return
        value = body.decode(errors="replace") if isinstance(body, bytes) else ""
        where = ("body", "type")
        yield self._field("body", value, self._level(None), where)
        yield from self._templates(self._within("body"))

    def _messages(self) -> Iterator[Origin]:
        for message in self._request.messages:
            said = f"the file {message.file}" if message.file else message.text
            name = message.name or "message"
            yield self._field(name, said, self._level(None), ("messages",))
            where = f"messages.{message.name}" if message.name else "message"
            yield from self._templates(self._of_field.get(where, ()))

    def _level(self, folder: str | None) -> _Level:
        if folder is None:
            request = self._order.request
            return _Level("request", f"{request}.toml" if request else "", None)
        place = f"{folder}/folder.toml" if folder else "collection.toml"
        return _Level(f"folder {folder}" if folder else "collection", place, folder)

    def _field(
        self,
        name: str,
        value: str,
        level: _Level,
        key: tuple[str, ...],
        *,
        secret: bool = False,
    ) -> Origin:
        table, key_name = (*key, "")[:2]
        line = self._find_line(level.place, table, key_name) if level.place else None
        value = value[:LONGEST]
        return Origin(self._part, 0, name, value, secret, level.scope, level.place, line)

    def _within(self, *fields_or_tables: str) -> Iterator[Traced]:
        """Yield the templates in some fields, or in tables with all of their fields."""
        for where, found in self._of_field.items():
            if any(where == each or where.startswith(f"{each}.") for each in fields_or_tables):
                yield from found

    def _templates(self, found: Iterable[Traced], depth: int = 1) -> Iterator[Origin]:
        """Yield each template once, with what it was made of."""
        told: set[tuple[str, str]] = set()
        for traced in found:
            key = traced.written, traced.filled.text
            if key not in told:
                told.add(key)
                yield from self._template(traced, depth)

    def _template(self, traced: Traced, depth: int) -> Iterator[Origin]:
        expression, filled = traced.expression, traced.filled
        head = expression.head
        if isinstance(head, Name) and not expression.pipes:
            yield from self._variable(head.name, depth, traced.written)
            return
        yield Origin(
            self._part,
            depth,
            traced.written,
            filled.text[:LONGEST],
            filled.secret,
            FUNCTION,
            answered=self._answered(head, filled) if isinstance(head, Call) else None,
        )
        names = [head, *head.names] if isinstance(head, Call) else [head]
        names += [name for pipe in expression.pipes for name in pipe.names]
        for name in dict.fromkeys(each.name for each in names if isinstance(each, Name)):
            yield from self._variable(name, depth + 1)

    def _variable(self, name: str, depth: int, shown: str = "") -> Iterator[Origin]:
        binding = self._bound.get(name)
        filled = self._variables.get(name, Filled(""))
        origin = Origin(
            self._part, depth, shown or name, filled.text[:LONGEST], filled.secret, "nobody"
        )
        if binding is None or binding.removed:
            yield origin
            return
        scope = binding.scope
        line = scope.line_of(name) if scope.line_of else None
        written = _written(binding, filled.value)
        yield replace(origin, scope=scope.name, place=scope.place, line=line, written=written)
        if name not in self._told:
            self._told.add(name)
            yield from self._templates(self._of_variable.get(name, ()), depth + 1)

    def _answered(self, call: Call, filled: Filled) -> Answered | None:
        """Return the response that a call has looked into, None if it was another call."""
        if call.function != "response":
            return None
        facts = (self._facts.get(need) for need in filled.needs)
        return next((f.answered for f in facts if isinstance(f, Fact) and f.answered), None)


def _written(binding: Binding, value: Value) -> str:
    """Return what a file says, if the value is something else."""
    entry = binding.entry
    if isinstance(entry, SecretReference):
        return entry.source
    text = "" if binding.scope.secret else text_of(entry.value)
    return text[:LONGEST] if text != text_of(value) else ""
