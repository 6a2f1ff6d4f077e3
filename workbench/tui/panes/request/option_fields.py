"""The sending options as fields of a form, and the form's texts as options."""

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from workbench.model import Options
from workbench.tui.widgets.form import FormField

INHERIT = "inherit"
UNSET = frozenset(("", INHERIT))
SECONDS = (
    *("timeout", "connect_timeout", "read_timeout", "write_timeout", "pool_timeout"),
    "close_idle",
)
COUNTS = ("max_redirects", "retries", "close_after")
SWITCHES = {
    "follow_redirects": ("follow", "stop"),
    "forward_auth": ("forward", "drop"),
    "forward_body": ("forward", "drop"),
    "cookies": ("send and keep", "ignore"),
    "verify": ("verify", "do not"),
    "reconnect": ("connect again", "end"),
}  # what is True, what is False

FIELDS = (
    FormField("timeout", "Timeout (s)", "for the whole exchange; no limit"),
    FormField("connect_timeout", "  connect (s)", "10"),
    FormField("read_timeout", "  read (s)", "for the next piece; 30"),
    FormField("write_timeout", "  write (s)", "for a piece to go; 30"),
    FormField("pool_timeout", "  queue (s)", "for a free connection; no limit"),
    FormField("follow_redirects", "Redirects", choices=(INHERIT, "follow", "stop")),
    FormField("max_redirects", "  at most", "20"),
    FormField("forward_auth", "  credentials", choices=(INHERIT, "forward", "drop")),
    FormField("forward_body", "  body", choices=(INHERIT, "forward", "drop")),
    FormField("retries", "Retries", "after a failed connection; 0"),
    FormField("cookies", "Cookies", choices=(INHERIT, "send and keep", "ignore")),
    FormField("verify", "Certificate", choices=(INHERIT, "verify", "do not")),
    FormField("ca", "  authorities", "a PEM file; those of the system", path=True),
    FormField("cert", "Own certificate", "a PEM file; none", path=True),
    FormField("cert_key", "  its key", "a PEM file; in that of the certificate", path=True),
    FormField("proxy", "Proxy", "http://proxy:3128 or socks5://…; as the environment says"),
    FormField("http_version", "HTTP version", choices=(INHERIT, "1.1", "2")),
    FormField("app", "Application", "shop.main:app, called without a network; none"),
    FormField("reconnect", "Event streams", choices=(INHERIT, "connect again", "end")),
    FormField("close_after", "  closed", "after so many events or messages received; never"),
    FormField("close_idle", "  silence (s)", "after which a WebSocket is closed; never"),
)
_DEFAULTS = {
    "follow_redirects": "follow",
    "forward_auth": "drop",
    "forward_body": "drop",
    "cookies": "send and keep",
    "verify": "verify",
    "reconnect": "end",
    "http_version": "1.1, or 2 where the server offers it",
}


def option_texts(options: Options) -> dict[str, str]:
    """Return what the form's fields say of options."""
    return {field.name: option_text(field.name, getattr(options, field.name)) for field in FIELDS}


def option_text(name: str, value: Any) -> str:
    """Return what a field says of a value; nothing, or `inherit`, if there is none."""
    if value is None:
        return INHERIT if name in SWITCHES or name == "http_version" else ""
    if name in SWITCHES:
        return SWITCHES[name][0 if value else 1]
    return f"{value:g}" if isinstance(value, float) else str(value)


def with_option(options: Options, name: str, text: str) -> tuple[Options, str]:
    """Return options with one as a field says it, and what is wrong with the text."""
    value, fault = _read(name, text.strip())
    change: dict[str, Any] = {name: value}
    return replace(options, **change), fault


def option_notes(outer: Mapping[str, tuple[object, str]]) -> dict[str, str]:
    """Return what counts where the request says nothing, and where that comes from."""
    notes = {}
    for field in FIELDS:
        value, origin = outer.get(field.name, (None, ""))
        if origin:
            notes[field.name] = f"{option_text(field.name, value)}, from {origin}"
        else:
            usual = _DEFAULTS.get(field.name, "")
            notes[field.name] = f"{usual}, by default" if usual else ""
    return notes


def _read(name: str, text: str) -> tuple[Any, str]:
    if name in SWITCHES:
        return (None if text == INHERIT else text == SWITCHES[name][0]), ""
    if name == "http_version":
        return (None if text == INHERIT else text), ""
    if not text:
        return None, ""
    if name in COUNTS:
        if text.isascii() and text.isdigit() and len(text) < 10:
            return int(text), ""
        return None, "a whole number, please"
    if name in SECONDS:
        try:
            value = float(text)
        except ValueError:
            value = math.nan
        return (value, "") if 0 <= value < math.inf else (None, "a number of seconds, please")
    return text, ""
