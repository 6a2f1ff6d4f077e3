"""A curl command → a request, with a Problem for each thing in it that a request cannot say.

Texts are taken as they are: braces that would be a template stay visible in the request.
"""

import base64
import re
from dataclasses import dataclass, replace
from urllib.parse import quote_plus, unquote_plus

from workbench.errors import Problem, WorkbenchError
from workbench.model import (
    AuthSpec,
    AwsSigV4Auth,
    BasicAuth,
    BearerAuth,
    BodySpec,
    DigestAuth,
    FileBody,
    FormBody,
    InheritAuth,
    MultipartBody,
    NetrcAuth,
    NoBody,
    RequestSpec,
    Row,
    Rows,
    TextBody,
)

from .curl_command import CurlCommand
from .shell_words import split_words

_CURL = re.compile(r"\s*(?:\$\s+)?(?:[./~]\S*/)?curl(?:\.exe)?\s+\S", re.IGNORECASE)
# What a shell gives to the command: <<EOF, lines, EOF.
_HERE = re.compile(
    r"<<-?[ \t]*(?P<quote>['\"]?)(?P<end>\w+)(?P=quote)[ \t]*\n(?P<text>.*?)\n?^(?P=end)$",
    re.DOTALL | re.MULTILINE,
)
_JSON = "application/json"
_FORM = "application/x-www-form-urlencoded"
_KINDS = {"application/json": "json", "application/xml": "xml", "text/plain": "text"}


@dataclass(frozen=True, slots=True)
class CurlRequest:
    """What a curl command or another text says, and what of it a request cannot say."""

    spec: RequestSpec
    problems: tuple[Problem, ...] = ()


def is_curl(text: str) -> bool:
    """Tell whether a text is a curl command with something behind its name."""
    return _CURL.match(text) is not None


def decode_curl(text: str) -> CurlRequest:
    """Return the request of a curl command. Raises a WorkbenchError if it is none."""
    if not is_curl(text):
        raise WorkbenchError(Problem("this is not a curl command", hint="it begins with curl"))
    words, rest = split_words(text)
    while words and not re.search(r"curl(?:\.exe)?$", words[0], re.IGNORECASE):
        words.pop(0)
    command = CurlCommand()
    here = _HERE.match(rest)
    if here is not None:
        rest = rest[here.end() :].strip()
    if rest:
        command.leave_out(rest.split()[0], "what follows the command is left out")
    command.read(words[1:])
    command.take_input(here["text"] if here is not None else None)
    return request_of(command)


def request_of(command: CurlCommand) -> CurlRequest:
    """Return what the words of a command come to."""
    spec = _spec(command)
    return CurlRequest(spec, tuple(command.problems))


def _spec(command: CurlCommand) -> RequestSpec:
    if not command.url:
        command.leave_out("curl", "there is no URL in the command")
    _finish_proxy(command)
    auth = _auth(command)
    body = _body(command)
    has_body = not isinstance(body, NoBody)
    usual = "PUT" if command.upload else "POST" if has_body else "GET"
    method = command.method or ("HEAD" if "head" in command.flags else usual)
    return RequestSpec(
        method=method.upper(),
        url=command.url.strip(),
        params=tuple(command.params),
        headers=tuple(command.headers),
        auth=auth,
        body=body,
        options=command.options,
    )


def _finish_proxy(command: CurlCommand) -> None:
    if command.proxy_user and command.options.proxy:
        scheme, _, rest = command.options.proxy.rpartition("://")
        proxy = f"{scheme or 'http'}://{command.proxy_user}@{rest}"
        command.options = replace(command.options, proxy=proxy)


def _header(command: CurlCommand, name: str) -> Row | None:
    return next((row for row in command.headers if row.name.lower() == name), None)


def _drop(command: CurlCommand, row: Row) -> None:
    command.headers.remove(row)


def _auth(command: CurlCommand) -> AuthSpec:
    if command.aws:
        _, _, region, service = (*command.aws.split(":"), "", "", "", "")[:4]
        key, _, secret = (command.user or "").partition(":")
        return AwsSigV4Auth(key, secret, "", region, service)
    if command.user is not None:
        name, mark, password = command.user.partition(":")
        if not mark:
            command.leave_out(name, "curl would ask for the password of this user")
        if "digest" in command.flags:
            return DigestAuth(name, password)
        return BasicAuth(name, password)
    if command.bearer:
        return BearerAuth(command.bearer)
    if "netrc" in command.flags:
        return NetrcAuth()
    row = _header(command, "authorization")
    kind, _, value = (row.value if row else "").partition(" ")
    if row and kind.lower() == "bearer" and value.strip():
        _drop(command, row)
        return BearerAuth(value.strip())
    if row and kind.lower() == "basic":
        try:
            decoded = base64.b64decode(value.strip(), validate=True).decode()
        except ValueError:
            return InheritAuth()
        name, mark, password = decoded.partition(":")
        if mark:
            _drop(command, row)
            return BasicAuth(name, password)
    return InheritAuth()


def _body(command: CurlCommand) -> BodySpec:
    row = _header(command, "content-type")
    kind = (row.value if row else "").partition(";")[0].strip().lower()
    if command.upload:
        return FileBody(command.upload, _own_type(command, row))
    if command.parts:
        if row and kind == "multipart/form-data":
            _drop(command, row)  # its boundary is made anew
        return MultipartBody(tuple(command.parts))
    if command.data_file:
        return FileBody(
            command.data_file, _own_type(command, row) or (_JSON if command.json else _FORM)
        )
    text = "&".join(command.data) if not command.json else "".join(command.data)
    if not command.data:
        return NoBody()
    if "get" in command.flags:
        command.params += [Row(unquote_plus(n), unquote_plus(v)) for n, v in _pairs(text)]
        return NoBody()
    if command.json:
        if _header(command, "accept") is None:
            command.headers.append(Row("Accept", _JSON))
        return TextBody("json", text)
    return _text_body(command, text, kind, row)


def _text_body(command: CurlCommand, text: str, kind: str, row: Row | None) -> BodySpec:
    if kind in ("", _FORM):
        is_json = text.lstrip().startswith(("{", "["))  # nobody names a field like this
        rows = None if is_json else _fields(text)
        if rows is not None and row:
            _drop(command, row)
        elif rows is None and row is None:
            command.headers.append(Row("Content-Type", _FORM))
        return TextBody("json" if is_json else "text", text) if rows is None else FormBody(rows)
    if kind in _KINDS and row and row.value.strip().lower() in (kind, f"{kind}; charset=utf-8"):
        _drop(command, row)
    known = "json" if kind.endswith("+json") else "xml" if kind.endswith("+xml") else "text"
    match _KINDS.get(kind, known):
        case "json":
            return TextBody("json", text)
        case "xml":
            return TextBody("xml", text)
        case _:
            return TextBody("text", text)


def _fields(text: str) -> Rows | None:
    """Return the fields of a form, None for a text that is another one as a form."""
    pairs = [(unquote_plus(name), unquote_plus(value)) for name, value in _pairs(text)]
    again = "&".join(f"{quote_plus(name)}={quote_plus(value)}" for name, value in pairs)
    if unquote_plus(again) != unquote_plus(text) or not all(name for name, _ in pairs):
        return None
    return tuple(Row(name, value) for name, value in pairs)


def _own_type(command: CurlCommand, row: Row | None) -> str:
    if row is None or row.removed:
        return ""
    _drop(command, row)
    return row.value


def _pairs(text: str) -> list[tuple[str, str]]:
    pairs = (part.partition("=") for part in text.split("&") if part)
    return [(name, value) for name, _, value in pairs]
