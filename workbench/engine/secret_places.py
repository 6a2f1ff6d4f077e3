"""Literals that are secrets or look like some, and references in their place: in requests and
in environments."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, cast

from workbench.formats.secret_literals import secret_literals
from workbench.model import Environment, RequestSpec, SecretReference
from workbench.templating import Template, parse

MOST_CHARACTERS = 20_000  # of one text are looked at
SHORTEST_KNOWN = 6  # a known secret that is shorter is found as a whole text only
# The fields of credentials that hold a secret, and what each is.
_SECRET_FIELDS = {
    "password": "a password",
    "token": "a token",
    "client_secret": "a client secret",
    "refresh_token": "a refresh token",
    "secret_key": "a secret key",
    "session_token": "a session token",
}
_WORD = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class SecretPlace:
    """A literal that should not be in a file: where it is, what it is, and a name for it."""

    where: str
    kind: str
    literal: str
    name: str

    def __repr__(self) -> str:
        return f"SecretPlace({self.where!r}, {self.kind!r})"


def secret_places(spec: RequestSpec, known: Collection[str] = ()) -> tuple[SecretPlace, ...]:
    """Return the literals that look like secrets or equal a known one, each once."""
    found: dict[str, SecretPlace] = {}
    for where, text in _texts(spec):
        for kind, literal in _literals(where, text[:MOST_CHARACTERS], known):
            name = _name(where)
            found.setdefault(literal, SecretPlace(where, kind, literal, name))
    return tuple(found.values())


def secrets_in(environment: Environment, known: Collection[str] = ()) -> tuple[SecretPlace, ...]:
    """Return the same of an environment's variables; one that is all secret names it."""
    return tuple(
        SecretPlace(f"variables.{each.name}", kind, literal, name)
        for each in environment.variables
        if isinstance(each.value, str)
        for kind, literal in dict.fromkeys(_literals("", each.value[:MOST_CHARACTERS], known))
        for name in [each.name if literal == each.value else "secret"]
    )


def with_secret(environment: Environment, reference: SecretReference) -> Environment:
    """Return an environment with one more secret."""
    return replace(environment, secrets=(*environment.secrets, reference))


def without_literal(environment: Environment, literal: str, name: str) -> Environment:
    """Return an environment with `{{name}}` wherever a literal was; a variable of this name
    that was nothing else is gone."""
    own = f"{{{{{name}}}}}"
    variables = _replaced(environment.variables, literal, own)
    kept = (each for each in variables if each.name != name or each.value != own)
    return replace(environment, variables=tuple(kept))


def with_reference(spec: RequestSpec, literal: str, name: str) -> RequestSpec:
    """Return a request with `{{name}}` wherever the literal was."""
    return cast(RequestSpec, _replaced(spec, literal, f"{{{{{name}}}}}"))


def _texts(spec: RequestSpec) -> Iterator[tuple[str, str]]:
    yield "url", spec.url
    for table in ("path", "params", "headers"):
        for row in getattr(spec, table):
            yield f"{table}.{row.name}", row.value
    for each in fields(spec.auth):
        yield f"auth.{each.name}", getattr(spec.auth, each.name)
    for variable in spec.variables:
        if isinstance(variable.value, str):
            yield f"variables.{variable.name}", variable.value
    for message in spec.messages:
        yield f"messages.{message.name}", message.text
    yield from _body_texts(spec)


def _body_texts(spec: RequestSpec) -> Iterator[tuple[str, str]]:
    for each in fields(spec.body):
        value = getattr(spec.body, each.name)
        if isinstance(value, str):
            yield f"body.{each.name}", value
        else:
            yield from ((f"body.{row.name}", row.value) for row in value)


def _literals(where: str, text: str, known: Collection[str]) -> Iterator[tuple[str, str]]:
    for mark in secret_literals(text):
        literal = text[mark.start : mark.end]
        if mark.kind == "a password in a URL":
            literal = literal.rpartition("@")[0].rpartition(":")[2]
        if mark.kind != "a private key":  # only its first line is found, which is no secret
            yield mark.kind, literal
    table, _, field = where.partition(".")
    if table == "auth" and field in _SECRET_FIELDS and text and not _has_template(text):
        yield _SECRET_FIELDS[field], text
    for secret in known:
        if text == secret or (len(secret) >= SHORTEST_KNOWN and secret in text):
            yield "a known secret", secret


def _has_template(text: str) -> bool:
    return any(isinstance(piece, Template) for piece in parse(text))


def _name(where: str) -> str:
    """Return a name for a variable, after the place where its value stood."""
    last = where.rpartition(".")[2].lower()
    word = _WORD.sub("_", last).strip("_")
    usual = {"authorization": "token", "url": "password", "text": "secret", "": "secret"}
    return usual.get(word, word if word[:1].isalpha() else f"secret_{word}")


def _replaced(value: Any, literal: str, reference: str) -> Any:
    if isinstance(value, str):
        return value.replace(literal, reference)
    if isinstance(value, tuple):
        return tuple(_replaced(inner, literal, reference) for inner in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    inner = {each.name: getattr(value, each.name) for each in fields(value)}
    changes: dict[str, Any] = {
        name: _replaced(each, literal, reference)
        for name, each in inner.items()
        if name not in ("name", "description")
    }
    return replace(value, **changes)
