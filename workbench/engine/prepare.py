"""Turn a request as a person wrote it into one that can be sent, or say all that is in the way.

Nothing is read, asked or sent here. What has to be found out first is in the `needs`; once
it is among the facts, prepare again.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from workbench.errors import Problem, WorkbenchError, did_you_mean
from workbench.model import (
    ApiKeyAuth,
    AuthSpec,
    BearerAuth,
    Collection,
    Environment,
    Folder,
    GraphQLBody,
    InheritAuth,
    NoAuth,
    NoBody,
    NodeId,
    OAuth2Auth,
    Options,
    Recipient,
    RequestSpec,
    Resolved,
    SecretReference,
)
from workbench.templating import (
    Ambient,
    Facts,
    Need,
    Resolver,
    Scope,
    Trace,
    uses,
    variables_of,
)

from .address import encode_segment, pieces, with_params, with_scheme
from .ambient import ambient as this_moment
from .fill_body import content_type, filled_body, is_subscription
from .fill_messages import filled_messages
from .filling import Filling
from .inherit import Headers, effective_auth, effective_headers, effective_options
from .library import FUNCTIONS
from .order import Order, SessionValues
from .scopes import FindLine, environment_of, scopes_of

TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
# What would end a header line early, and with it forge another header.
LINE_END = re.compile(r"[\r\n\0]")
NOTHING = SessionValues()


@dataclass(frozen=True, slots=True)
class Prepared:
    """A request as far as it is filled in; it can be sent if it is `ready`.

    `trace` tells what was filled in with what.
    """

    request: Resolved
    problems: tuple[Problem, ...] = ()
    needs: tuple[Need, ...] = ()
    trace: Trace = field(default_factory=Trace, repr=False)

    @property
    def ready(self) -> bool:
        """Whether there is nothing left to fill in, and nothing wrong."""
        return not self.problems and not self.needs


def prepare(
    order: Order,
    values: SessionValues = NOTHING,
    facts: Facts | None = None,
    *,
    ambient: Ambient | None = None,
    find_line: FindLine | None = None,
) -> Prepared:
    """Return a request with all that is known filled in; the rest stays as it is written.

    Without facts this is a preview. Raises WorkbenchError if there is no such environment.
    """
    folders = order.collection.folders_of(order.request)
    chosen = environment_of(order.collection, order.environment)
    scopes = scopes_of(order, values, find_line)
    resolver = Resolver(scopes, FUNCTIONS, facts, ambient=ambient or this_moment())
    filling = Filling(resolver, order.request, order.collection)
    _refuse_unsupported(order, folders, chosen, filling)

    spec = order.spec
    found = effective_headers(folders, spec)
    options = _options(effective_options(folders, spec), chosen, filling)
    method, url = _method(spec.method, filling), _url(spec, filling)
    headers, secret_headers = _headers(found, spec, filling)
    body = filled_body(spec.body, filling)
    is_websocket = url[:6].lower().startswith(("ws://", "wss://"))
    subscribes = is_websocket and isinstance(spec.body, GraphQLBody)
    if is_websocket and not subscribes and not isinstance(spec.body, NoBody):
        filling.report("body", "a WebSocket has no body", "it sends [[messages]]")
    auth, recipients = _auth_and_recipients(*effective_auth(folders, spec), url, filling)
    request = Resolved(
        id=order.request,
        name=order.name,
        method="GET" if is_websocket else method,
        url=url,
        headers=headers,
        auth=auth,
        body=body,
        messages=filled_messages(spec.messages, filling) if is_websocket else (),
        subscribes=subscribes,
        options=options,
        secrets=frozenset(filling.secrets),
        recipients=recipients,
        secret_headers=secret_headers,
        removed=found.removed,
    )
    needs = (*resolver.needs, *_judging(spec, scopes, facts))
    return Prepared(request, filling.problems, needs, resolver.trace)


def resolve(
    collection: Collection,
    spec: RequestSpec,
    *,
    request: NodeId,
    environment: str | None,
    variables: Mapping[str, str],
    ambient: Ambient | None = None,
) -> Resolved:
    """Return a request that takes nothing from outside, with nothing left to fill in.

    Raises WorkbenchError with every Problem the request has.
    """
    order = Order(collection, spec, request, environment, variables_of(variables))
    prepared = prepare(order, ambient=ambient)
    if prepared.problems:
        raise WorkbenchError(*prepared.problems)
    if prepared.needs:
        what = "the request takes values from outside of the collection"
        raise WorkbenchError(Problem(what, request))
    return prepared.request


def _judging(spec: RequestSpec, scopes: Sequence[Scope], facts: Facts | None) -> Iterator[Need]:
    """Yield what checks and captures will need, so that it is there when the response is."""
    texts = [check.text for check in spec.checks.expect if check.enabled]
    texts += [row.value for row in spec.captures if row.enabled]
    return (need for need in uses(texts, scopes, FUNCTIONS).needs if need not in (facts or {}))


def _refuse_unsupported(
    order: Order, folders: Sequence[Folder], chosen: Environment | None, filling: Filling
) -> None:
    """Report what the files that have a say hold and this program does not know."""
    for folder in folders:
        place = f"{folder.id}/folder.toml" if folder.id else "collection.toml"
        filling.refuse(place, folder.unsupported)
    filling.refuse(order.request, order.spec.unsupported)
    if chosen is not None:
        filling.refuse(f"environments/{chosen.name}.toml", chosen.unsupported)


def _options(written: Options, chosen: Environment | None, filling: Filling) -> Options:
    """Return the options; the environment names the app if they do not."""
    options = filling.texts(written, "options")
    if options.app is None and chosen is not None and chosen.app:
        return replace(options, app=filling.text(chosen.app, "app"))
    return options


def _method(written: str, filling: Filling) -> str:
    method = filling.text(written, "method").strip()
    if not TOKEN.fullmatch(method):
        filling.report("method", f'"{method}" is not an HTTP method')
    return method.upper()


def _url(spec: RequestSpec, filling: Filling) -> str:
    """Return the complete URL: scheme, path parameters and query."""
    text = spec.url.strip()
    if not text:
        filling.report("url", "there is no URL", "type one, such as http://127.0.0.1:8000/")
        return ""
    values = {row.name: row.value for row in spec.path if row.enabled}
    parts = []
    for piece in pieces(text):
        if piece.is_parameter:
            parts.append(encode_segment(_path_parameter(piece.text, values, filling)))
        else:
            # Resolved at its column, so that problems point to where the user typed.
            before = piece.column - 1
            parts.append(filling.text(" " * before + piece.text, "url")[before:])
    return with_params(with_scheme("".join(parts).strip()), filling.pairs(spec.params, "params"))


def _path_parameter(name: str, values: Mapping[str, str], filling: Filling) -> str:
    if name not in values:
        hint = did_you_mean(name, values, f"give it under [path] as {name}")
        filling.report("url", f'the path parameter ":{name}" has no value', hint)
        return ""
    value = filling.text(values[name], f"path.{name}")
    if not value:
        filling.report(f"path.{name}", f'the path parameter ":{name}" is empty')
    return value


def _headers(
    headers: Headers, spec: RequestSpec, filling: Filling
) -> tuple[tuple[tuple[str, str], ...], frozenset[str]]:
    """Return the headers, with a content type if there is a body and no word on it.

    And the names of those that hold a secret.
    """
    found, secret = [], set()
    for row, folder in ((header.row, header.folder) for header in headers.rows):
        filled = filling.filled(row.value, f"headers.{row.name}", folder)
        if not TOKEN.fullmatch(row.name):
            filling.report("headers", f'"{row.name}" is not a header name', folder=folder)
        if LINE_END.search(filled.text):
            what = "a header value cannot hold a line break"
            filling.report(f"headers.{row.name}", what, folder=folder)
        if filled.secret:
            secret.add(row.name)
        found.append((row.name, filled.text.strip(" \t")))
    if is_subscription(spec.body) and not headers.has_word_on("accept"):
        found.append(("Accept", "text/event-stream, application/json"))
    kind = content_type(spec.body)
    if kind and not headers.has_word_on("content-type"):
        found.append(("Content-Type", kind))
    return tuple(found), frozenset(secret)


def _auth_and_recipients(
    auth: AuthSpec, folder: str | None, url: str, filling: Filling
) -> tuple[AuthSpec, frozenset[Recipient]]:
    """Return the credentials, and which secrets go to which host.

    Those of all that is filled in by now go to the URL's, like the credentials themselves; but
    those of OAuth 2 go to the servers that grant tokens.
    """
    if not isinstance(auth, OAuth2Auth):
        credentials = _auth(auth, folder, filling)
        return credentials, _recipients(url, filling.take_references())
    recipients = _recipients(url, filling.take_references())
    filled = filling.texts(auth, "auth", folder)
    references = filling.take_references()
    for endpoint in filter(None, (filled.token_url, filled.device_url)):
        recipients |= _recipients(endpoint, references)
    return filled, recipients


def _auth(auth: AuthSpec, folder: str | None, filling: Filling) -> AuthSpec:
    if isinstance(auth, InheritAuth):
        return NoAuth()
    filled = filling.texts(auth, "auth", folder)
    match filled:
        case BearerAuth(token):
            if LINE_END.search(token.strip()):
                what = "a token cannot hold a line break"
                filling.report("auth.token", what, folder=folder)
            return BearerAuth(token.strip())
        case ApiKeyAuth(name, value, place):
            if not name or (place == "header" and not TOKEN.fullmatch(name)):
                filling.report("auth.name", f'"{name}" is not a name for a key', folder=folder)
            if LINE_END.search(value):
                filling.report("auth.value", "a key cannot hold a line break", folder=folder)
    return filled


def _recipients(url: str, references: frozenset[SecretReference]) -> frozenset[Recipient]:
    if not references:
        return frozenset()
    host = host_of(url)
    return frozenset(Recipient(host, reference) for reference in references)


def host_of(url: str) -> str:
    """Return the host of a URL as the client will understand it; empty if it has none."""
    from workbench.client import URL, InvalidURL  # loaded where a secret has to be guarded

    try:
        return URL(url).netloc.decode("ascii")
    except (InvalidURL, UnicodeDecodeError):
        return ""
