"""The tables that requests and folders share: `[auth]` and `[options]`."""

import math
from typing import Any

import msgspec

from workbench.model import AuthSpec, BasicAuth, BearerAuth, InheritAuth, NoAuth, Options

from .typed import Source

# What the format describes and this version cannot do: kept in the file, never ignored.
LATER_AUTH = ("digest", "api-key", "oauth2", "aws-sigv4", "netrc")
LATER_OPTIONS = ("verify", "proxy", "cert", "ca", "app")
LATER_TABLES = ("captures", "checks", "baseline", "app", "pre_script", "post_script")

AUTH_KEYS = ("type", "username", "password", "token")
OPTION_KEYS = Options.__dataclass_fields__.keys()


class _Basic(msgspec.Struct):
    username: str = ""
    password: str = ""


class _Bearer(msgspec.Struct):
    token: str = ""


class _Options(msgspec.Struct):
    timeout: float | None = None
    connect_timeout: float | None = None
    read_timeout: float | None = None
    write_timeout: float | None = None
    pool_timeout: float | None = None
    follow_redirects: bool | None = None
    max_redirects: int | None = None


def decode_type(
    table: dict[str, Any], source: Source, name: str, needing: tuple[str, ...], default: str
) -> str:
    """Return a table's `type`; one that says other things but not that is ambiguous."""
    if "type" not in table and any(key in table for key in needing):
        raise source.error((name,), f"[{name}] has no type", 'add a line such as type = "none"')
    return source.convert(table.get("type", default), str, (name, "type"))


def decode_auth(table: dict[str, Any], source: Source) -> tuple[AuthSpec, tuple[str, ...]]:
    """Return what an `[auth]` table says, and what of it is not supported."""
    kind = decode_type(table, source, "auth", AUTH_KEYS, default="inherit")
    if kind in LATER_AUTH:
        return InheritAuth(), (f'auth type "{kind}"',)
    known = ("none", "inherit", "basic", "bearer", *LATER_AUTH)
    source.choice(kind, known, ("auth", "type"), "auth type")
    match kind:
        case "none":
            return NoAuth(), ()
        case "basic":
            basic = source.convert(table, _Basic, ("auth",))
            return BasicAuth(basic.username, basic.password), ()
        case "bearer":
            return BearerAuth(source.convert(table, _Bearer, ("auth",)).token), ()
        case _:
            return InheritAuth(), ()


def encode_auth(auth: AuthSpec) -> dict[str, Any]:
    """Return the `[auth]` table of a credential."""
    match auth:
        case InheritAuth():
            return {"type": "inherit"}
        case NoAuth():
            return {"type": "none"}
        case BasicAuth(username, password):
            return {"type": "basic", "username": username, "password": password}
        case BearerAuth(token):
            return {"type": "bearer", "token": token}


def decode_options(table: dict[str, Any], source: Source) -> tuple[Options, tuple[str, ...]]:
    """Return what an `[options]` table says, and what of it is not supported."""
    read = source.convert(table, _Options, ("options",))
    for key in OPTION_KEYS:
        value = getattr(read, key)
        if isinstance(value, int | float) and not (0 <= value < math.inf):
            raise source.error(("options", key), f'"{key}" must be zero or more')
    options = Options(**{key: getattr(read, key) for key in OPTION_KEYS})
    return options, tuple(f'option "{key}"' for key in LATER_OPTIONS if key in table)


def encode_options(options: Options) -> dict[str, Any]:
    """Return the `[options]` table of what is set."""
    values = {key: getattr(options, key) for key in OPTION_KEYS}
    return {key: value for key, value in values.items() if value is not None}


def later_tables(table: dict[str, Any]) -> tuple[str, ...]:
    """Return the names of the tables that ask for what this version cannot do."""
    return tuple(name for name in LATER_TABLES if name in table)
