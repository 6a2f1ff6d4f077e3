"""A request as it stands on the wire, in a browser's tools or in a .http file → a request.

What only the wire needs is left out: the host becomes part of the URL, lengths and
connections are made anew. In .http files the version may be missing where headers or a
body follow; there are comments before a request, and `###` behind it.
"""

import re
from collections.abc import Sequence

from workbench.errors import Problem, WorkbenchError
from workbench.model import Options, Row

from .curl import CurlRequest, request_of
from .curl_command import CurlCommand

_FIRST = re.compile(r"([A-Za-z][A-Za-z-]*) (\S+)(?: HTTP/(\d(?:\.\d)?))?[ \t]*")
_COMMENTS = re.compile(r"(?:[ \t]*(?:(?:#|//)[^\n]*)?\n)*[ \t]*")
_END = re.compile(r"^###", re.MULTILINE)
_FIELD = re.compile(r"(:?[!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*(.*?)[ \t]*")
_HOST = re.compile(r"(?:[^\s/?#@:\[\]]+|\[[0-9A-Fa-f:.]+\])(?::\d*)?")
_LOCAL = re.compile(r"(?:localhost|127(?:\.\d+){3}|\[::1\])(?::(?!443$)\d*)?|.*:80", re.IGNORECASE)
# What the client says by itself, each time as it is then.
_WIRE = frozenset({"host", "content-length", "connection", "proxy-connection", "keep-alive"})
_HINT = "a method, a path and HTTP/1.1; then lines such as Host: example.com"


def is_raw_http(text: str) -> bool:
    """Tell whether a text begins with the first line of a request, such as `GET / HTTP/1.1`.

    Without a version, a header or an empty line and a body have to follow.
    """
    first, _, rest = _request(text).partition("\n")
    found = _FIRST.fullmatch(first)
    if found is None or found[3]:
        return found is not None
    following, _, body = rest.partition("\n")
    is_followed = bool(_FIELD.fullmatch(following)) or (not following.strip() and body.strip())
    return found[1].isupper() and bool(is_followed)


def decode_raw_http(text: str) -> CurlRequest:
    """Return the request that a text is, and what of it a request cannot say.

    Raises a WorkbenchError if it is none, or not clearly one.
    """
    head, _, body = _request(text).partition("\n\n")
    first, *lines = head.rstrip().split("\n")
    match = _FIRST.fullmatch(first)
    if match is None or not is_raw_http(text):
        raise WorkbenchError(Problem("this is not an HTTP request", hint=_HINT))
    method, target, _ = match.groups()
    fields = _fields(lines)
    command = CurlCommand(method=method, options=Options())
    for name, value in fields:
        lower = name.lower()
        if lower == "transfer-encoding":
            command.leave_out(f"{name}: {value}", "the body is taken as it is written")
        elif lower not in _WIRE and not lower.startswith(":"):
            command.headers.append(Row(name, value))
    command.url = _url(target, fields, command)
    if body.strip("\n"):
        command.data = [body]
        if not any(name.lower() == "content-type" for name, _ in fields):
            kind = "application/json" if body.lstrip()[0] in "{[" else "text/plain"
            command.headers.append(Row("Content-Type", kind))
    return request_of(command)


def _request(text: str) -> str:
    """Return the first request of a text without what is around it."""
    text = text.replace("\r\n", "\n").lstrip()
    found = _COMMENTS.match(text)
    request = text[found.end() if found else 0 :]
    request, *others = _END.split(request, maxsplit=1)
    return request.rstrip() if others else request


def _fields(lines: Sequence[str]) -> list[tuple[str, str]]:
    fields: list[tuple[str, str]] = []
    for number, line in enumerate(lines, 2):
        match = _FIELD.fullmatch(line)
        if match is None:
            what = f'line {number} is no header: "{line[:40]}"'
            raise WorkbenchError(Problem(what, hint="an empty line comes before the body"))
        fields.append((match[1], match[2]))
    return fields


def _url(target: str, fields: Sequence[tuple[str, str]], command: CurlCommand) -> str:
    if "://" in target or target.startswith("{{"):
        return target
    said = {name.lower(): value for name, value in fields}
    hosts = [value for name, value in fields if name.lower() in ("host", ":authority")]
    if len(set(hosts)) != 1 or not _HOST.fullmatch(hosts[0]):
        what = "there is no Host" if not hosts else "it is not clear which host is meant"
        raise WorkbenchError(Problem(what, hint="a line such as Host: example.com"))
    if not target.startswith("/"):
        raise WorkbenchError(Problem(f'"{target[:40]}" is no path', hint="such as /users?page=2"))
    scheme = said.get(":scheme", "")
    if not scheme:
        scheme = "http" if _LOCAL.fullmatch(hosts[0]) else "https"
        what = f"it does not say whether http or https; taken for {scheme}"
        command.problems.append(Problem(what))
    return f"{scheme}://{hosts[0]}{target}"
