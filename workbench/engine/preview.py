"""Show requests as they would be sent, without meeting any need: nothing is read or asked."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from urllib.parse import unquote

from workbench.bodies.safe import safe_line, safe_text
from workbench.errors import Problem
from workbench.model import (
    AuthSpec,
    FileBody,
    MultipartBody,
    NoAuth,
    Options,
    Resolved,
    SavedRequest,
    Variable,
)

from .address import without_password
from .dependencies import use_of
from .order import Order, SessionValues
from .prepare import prepare
from .redact import MASK
from .unfilled import unfilled

# A template that a URL or a form has encoded, as it encodes every value.
ENCODED = re.compile(r"%7B%7B(?:(?!%7D%7D).)*%7D%7D")
SECRET_FIELDS = frozenset(
    {"password", "token", "value", "client_secret", "refresh_token", "secret_key", "session_token"}
)
# So much of a body is shown, in characters.
MOST_TEXT = 64 * 1024


def expected_values(orders: Iterable[Order]) -> SessionValues:
    """Return stand-ins for all that requests, and those whose responses they need, capture.

    Each is the template that it will take the place of.
    """
    names: dict[str, None] = {}
    waiting = list(orders)
    seen: set[str] = set()
    while waiting:
        order = waiting.pop()
        use = use_of(order)
        names |= dict.fromkeys(sorted(use.captures))
        for request in use.responses - seen:
            seen.add(request)
            found = order.collection.find(request)
            if isinstance(found, SavedRequest):
                waiting.append(replace(order, spec=found.spec, request=found.id))
    stand_ins = (Variable(name, f"{{{{{name}}}}}") for name in names)
    return SessionValues(captured=tuple(stand_ins))


def problems_of(order: Order, expected: SessionValues) -> tuple[Problem, ...]:
    """Return what will keep a request from being sent, whatever comes back before it.

    Names that its checks and captures ask for in vain are among it.
    """
    found = (*prepare(order, expected).problems, *unfilled(order, expected))
    awaited = {variable.name for variable in expected.captured}
    if awaited.isdisjoint(use_of(order).reads):
        return found
    # A stand-in can be wrong where the value will be right; a missing name stays missing.
    return tuple(problem for problem in found if problem.what.startswith("unresolved "))


def preview(order: Order, expected: SessionValues) -> Iterator[str]:
    """Yield the lines that show a request: what is not known yet is shown as it is written.

    Credentials are masked, even those that are written out in a file.
    """
    resolved = prepare(order, expected).request
    name = f"  {order.spec.name}" if order.spec.name else ""
    yield safe_line(f"{order.request}{name}")
    yield safe_line(f"  {resolved.method} {_readable(without_password(resolved.url))}")
    for header, value in resolved.headers:
        hidden = header.lower() in {"authorization", "proxy-authorization", "cookie"}
        yield safe_line(f"  {header}: {_masked(value) if hidden else value}")
    if not isinstance(resolved.auth, NoAuth):
        yield safe_line(f"  auth: {', '.join(_credentials(resolved.auth))}")
    options = list(_options(resolved.options))
    if options:
        yield safe_line(f"  options: {', '.join(options)}")
    for message in resolved.messages:
        said = f"the file {message.file}" if message.file else message.text
        yield safe_line(f"  says {message.name}: {said[:MOST_TEXT]}")
    yield from (f"  {line}".rstrip() for line in _body(resolved))


def _readable(text: str) -> str:
    return ENCODED.sub(lambda found: unquote(found[0]).replace("+", " "), text)


def _masked(value: str) -> str:
    return value if "{{" in value else MASK


def _credentials(auth: AuthSpec) -> Iterator[str]:
    yield type(auth).__name__.removesuffix("Auth").lower()
    for field in fields(auth):
        value = getattr(auth, field.name)
        if value:
            yield f"{field.name} {_masked(value) if field.name in SECRET_FIELDS else value}"


def _options(options: Options) -> Iterator[str]:
    for field in fields(options):
        value = getattr(options, field.name)
        if value is not None:
            shown = str(value).lower() if isinstance(value, bool) else f"{value}"
            shown = without_password(shown) if field.name == "proxy" else shown
            yield f"{field.name} = {shown}"


def _body(resolved: Resolved) -> Iterator[str]:
    match resolved.body:
        case FileBody(file, _):
            yield from ("", safe_line(f"the file {file}"))
        case MultipartBody(parts):
            yield ""
            for part in parts:
                what = f"the file {part.file}" if part.file else part.value
                yield safe_line(f"{part.name}: {what}")
        case bytes() as octets if octets:
            text = _readable(octets.decode(errors="replace"))
            yield ""
            yield from (safe_text(text[:MOST_TEXT]).split("\n"))
            if len(text) > MOST_TEXT:
                yield "…"
