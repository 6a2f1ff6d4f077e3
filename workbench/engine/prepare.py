"""Turn a request as a person wrote it into one that can be sent, or say all that is in the way."""

import re
from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import urlencode

from workbench.errors import Problem, WorkbenchError, did_you_mean
from workbench.model import (
    BasicAuth,
    BearerAuth,
    Collection,
    Environment,
    FormBody,
    NoAuth,
    NodeId,
    RequestSpec,
    Resolved,
    Rows,
    TextBody,
)
from workbench.templating import Ambient, Resolver, Scope, variables_of

from .address import encode_segment, pieces, with_params, with_scheme
from .ambient import ambient as this_moment
from .inherit import Headers, effective_auth, effective_headers, effective_options
from .later import beyond_engine, beyond_engine_inherited

CONTENT_TYPES = {
    "json": "application/json",
    "text": "text/plain; charset=utf-8",
    "xml": "application/xml",
    "form": "application/x-www-form-urlencoded",
}
TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
MISSING = re.compile(r'unresolved "\{\{\s*(\S+?)\s*\}\}"')
# What would end a header line early, and with it forge another header.
LINE_END = re.compile(r"[\r\n\0]")


def resolve(
    collection: Collection,
    spec: RequestSpec,
    *,
    request: NodeId,
    environment: str | None,
    variables: Mapping[str, str],
    ambient: Ambient | None = None,
) -> Resolved:
    """Return a request with nothing left to fill in.

    `variables` win over the environment, that over the folders from the nearest to the
    collection itself. Raises WorkbenchError with every Problem the request has.
    """
    chosen = _environment(collection, environment)
    folders = collection.folders_of(request)
    scopes = [Scope("command line", variables_of(variables), literal=True)]
    if chosen is not None:
        scopes.append(Scope(f"environment {chosen.name}", chosen.variables))
    scopes.append(Scope("request", spec.variables))
    for folder in reversed(folders):
        name = f"folder {folder.id}" if folder.id else "collection"
        scopes.append(Scope(name, folder.defaults.variables))
    resolver = Resolver(scopes, ambient=ambient or this_moment())
    making = _Making(resolver, request, collection.environments)
    for place, things in (
        *((folder.id or "collection.toml", folder.unsupported) for folder in folders),
        (request, (*spec.unsupported, *beyond_engine(spec))),
    ):
        making.refuse(place, things)
    if chosen is not None:
        making.refuse_environment(chosen)

    headers = effective_headers(folders, spec)
    auth, auth_folder = effective_auth(folders, spec)
    options = effective_options(folders, spec)
    making.refuse(request, beyond_engine_inherited(auth, options))
    resolved = Resolved(
        id=request,
        name=spec.name or request,
        method=making.method(spec.method),
        url=making.url(spec),
        headers=making.headers(headers, spec),
        auth=making.auth(auth, auth_folder),
        body=making.body(spec),
        options=options,
    )
    making.finish()
    return resolved


def _environment(collection: Collection, name: str | None) -> Environment | None:
    if name is None:
        return None
    found = collection.environments.get(name)
    if found is None:
        known = sorted(collection.environments)
        otherwise = f"there are: {', '.join(known)}" if known else "the collection has none"
        hint = did_you_mean(name, known, otherwise)
        raise WorkbenchError(Problem(f'there is no environment "{name}"', hint=hint))
    return found


class _Making:
    """One resolution: fills in each part and collects what is wrong with any."""

    def __init__(
        self, resolver: Resolver, request: NodeId, environments: Mapping[str, Environment]
    ) -> None:
        self._resolver = resolver
        self._request = request
        self._environments = environments
        self._problems: list[Problem] = []

    def finish(self) -> None:
        """Raise all problems in one error, if there are any."""
        found = list(self._problems)
        found += (self._placed(self._with_environments(p)) for p in self._resolver.problems)
        if found:
            raise WorkbenchError(*found)

    def refuse(self, place: str, unsupported: tuple[str, ...]) -> None:
        """Report what a file asks for and this version cannot do."""
        hint = "take it out, or use a newer version"
        for thing in unsupported:
            self._problems.append(Problem(f"this version cannot do: {thing}", place, hint))

    def refuse_environment(self, environment: Environment) -> None:
        """Report what an environment asks for and this version cannot do."""
        place = f"environments/{environment.name}.toml"
        self.refuse(place, (*environment.unsupported, *(("app",) if environment.app else ())))
        for secret in environment.secrets:
            hint = "give it with --var, or use a newer version"
            self._problems.append(
                Problem(f'this version cannot read the secret "{secret.name}"', place, hint)
            )

    def method(self, method: str) -> str:
        """Return the method in the case that HTTP wants."""
        if not TOKEN.fullmatch(method):
            self._report("method", f'"{method}" is not an HTTP method')
        return method.upper()

    def url(self, spec: RequestSpec) -> str:
        """Return the complete URL: scheme, path parameters and query."""
        text = spec.url.strip()
        if not text:
            self._report("url", "there is no URL", "type one, such as http://127.0.0.1:8000/")
            return ""
        values = {row.name: row.value for row in spec.path if row.enabled}
        filled = []
        for piece in pieces(text):
            if piece.is_parameter:
                filled.append(encode_segment(self._path_parameter(piece.text, values)))
            else:
                # Resolved at its column, so that problems point to where the user typed.
                before = piece.column - 1
                filled.append(self._text(" " * before + piece.text, "url")[before:])
        return with_params(with_scheme("".join(filled).strip()), self._pairs(spec.params, "params"))

    def headers(self, headers: Headers, spec: RequestSpec) -> tuple[tuple[str, str], ...]:
        """Return the headers, with a content type if there is a body and no word on it."""
        found = []
        for row, folder in ((header.row, header.folder) for header in headers.rows):
            value = self._text(row.value, f"headers.{row.name}", folder)
            if not TOKEN.fullmatch(row.name):
                self._report("headers", f'"{row.name}" is not a header name', folder=folder)
            if LINE_END.search(value):
                what = "a header value cannot hold a line break"
                self._report(f"headers.{row.name}", what, folder=folder)
            found.append((row.name, value.strip(" \t")))
        kind = _kind(spec)
        if kind and not headers.has_word_on("content-type"):
            found.append(("Content-Type", CONTENT_TYPES[kind]))
        return tuple(found)

    def auth(self, auth: object, folder: str | None) -> NoAuth | BasicAuth | BearerAuth:
        """Return the credentials."""
        match auth:
            case BasicAuth(username, password):
                return BasicAuth(
                    self._text(username, "auth.username", folder),
                    self._text(password, "auth.password", folder),
                )
            case BearerAuth(token):
                value = self._text(token, "auth.token", folder).strip()
                if LINE_END.search(value):
                    self._report("auth.token", "a token cannot hold a line break", folder=folder)
                return BearerAuth(value)
            case _:
                return NoAuth()

    def body(self, spec: RequestSpec) -> bytes:
        """Return the bytes to send."""
        match spec.body:
            case TextBody(_, text):
                return self._text(text, "body").encode(errors="replace")
            case FormBody(fields):
                return urlencode(self._pairs(fields, "body.fields")).encode()
            case _:
                return b""

    def _path_parameter(self, name: str, values: Mapping[str, str]) -> str:
        if name not in values:
            hint = did_you_mean(name, values, f"give it under [path] as {name}")
            self._report("url", f'the path parameter ":{name}" has no value', hint)
            return ""
        value = self._text(values[name], f"path.{name}")
        if not value:
            self._report(f"path.{name}", f'the path parameter ":{name}" is empty')
        return value

    def _pairs(self, rows: Rows, table: str) -> list[tuple[str, str]]:
        active = [row for row in rows if row.enabled and not row.removed and row.name]
        return [(row.name, self._text(row.value, f"{table}.{row.name}")) for row in active]

    def _text(self, text: str, field: str, folder: str | None = None) -> str:
        where = field if folder is None else f"{folder or 'collection'} {field}"
        return self._resolver.text(text, where).text

    def _report(self, field: str, what: str, hint: str = "", folder: str | None = None) -> None:
        where = field if folder is None else f"{folder or 'collection'} {field}"
        self._problems.append(self._placed(Problem(what, where, hint)))

    def _with_environments(self, problem: Problem) -> Problem:
        """Name the environments that have what is missing; one is just not chosen."""
        missing = MISSING.fullmatch(problem.what)
        if missing is None:
            return problem
        having = [
            env.name
            for env in self._environments.values()
            if any(variable.name == missing[1] for variable in env.variables)
        ]
        if not having:
            return problem
        return replace(problem, hint=f"an environment has it: {', '.join(sorted(having))}")

    def _placed(self, problem: Problem) -> Problem:
        if not self._request:
            return problem
        return replace(problem, where=f"{self._request} {problem.where}")


def _kind(spec: RequestSpec) -> str:
    match spec.body:
        case TextBody(kind, _):
            return kind
        case FormBody():
            return "form"
        case _:
            return ""
