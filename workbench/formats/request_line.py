r"""A request in one line, as HTTPie has it → a request.

    POST :/users name=Ada age:=3 X-A:b page==2
    http --form :8000/files title=Photo file@photo.png

    name=text  name:=json  file@path  name=@path  name:=@path    what the body has
    Name:value  Name:  Name;                                     a header, none, an empty one
    name==value                                                  a parameter of the query

A backslash takes its meaning from a separator in a name. `user[name]=Ada` and `tags[]=a`
make objects and lists.
"""

import json
import re
import shlex
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, TypeAlias

from workbench.errors import Problem, WorkbenchError
from workbench.model import (
    BasicAuth,
    BearerAuth,
    BodySpec,
    DigestAuth,
    FormBody,
    MultipartBody,
    NoBody,
    Part,
    RequestSpec,
    Row,
    TextBody,
)

from .curl import CurlRequest
from .request_line_options import LineOptions

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS")
_HTTPIE = re.compile(r"\s*(?:\$\s+)?https?\s+\S", re.IGNORECASE)
_LINE = re.compile(
    rf"\s*(?:{'|'.join(METHODS)})\s+(?:https?://|wss?://|:|/|\{{\{{|localhost|[\w-]+[.:])"
)
_ITEM = re.compile(
    r"(?P<name>(?:\\.|[^\\:=@])*?)(?P<mark>:=@|==|=@|:=|:|=|@|;$)(?P<value>.*)", re.DOTALL
)
_KEY = re.compile(r"\[([^\[\]]*)\]")
_CONTINUED = re.compile(r"\\\r?\n")
_ENDS = frozenset({"|", "||", "&", "&&", ";", ">", ">>", "<", "<<<"})
_LETTERS = re.compile(r"[A-Za-z]+")

# What a body is made of: the JSON text of a leaf, or more of them by name or place.
_Tree: TypeAlias = "str | dict[str, _Tree] | list[_Tree]"


def is_request_line(text: str) -> bool:
    """Tell whether a text is a request in one line: HTTPie's command, or a method and a URL."""
    return (_HTTPIE.match(text) or _LINE.match(text)) is not None


def decode_request_line(text: str, base: str = "http://localhost") -> CurlRequest:
    """Return the request of a line; `:/users` and `/users` are taken as paths behind `base`.

    Raises WorkbenchError if there is no URL, or a value that is no JSON.
    """
    words, rest = _words(text.strip().removeprefix("$"))
    scheme = "http"
    if words and words[0].lower() in ("http", "https"):
        scheme = words.pop(0).lower()
    options = LineOptions()
    if rest:
        options.leave_out(rest, "what follows the command is left out")
    words = options.read(words)
    method = words.pop(0).upper() if len(words) > 1 and _LETTERS.fullmatch(words[0]) else ""
    if not words:
        raise WorkbenchError(Problem("there is no URL", hint="such as POST :/users name=Ada"))
    url = _url(words.pop(0), scheme, base)
    items = [_item(word) for word in words]
    body = _body(items, options)
    spec = RequestSpec(
        method=method or ("GET" if isinstance(body, NoBody) else "POST"),
        url=url,
        params=tuple(Row(name, value) for name, mark, value in items if mark == "=="),
        headers=tuple(_headers(items)),
        body=body,
        options=options.options,
    )
    return CurlRequest(_with_auth(spec, options), tuple(options.problems))


def _words(text: str) -> tuple[list[str], str]:
    """Split as a shell does, but that `&` and `;` within words mean nothing."""
    shell = shlex.shlex(_CONTINUED.sub(" ", text), posix=True, punctuation_chars=False)
    shell.whitespace_split, shell.commenters = True, ""
    try:
        words = list(shell)
    except ValueError:
        raise WorkbenchError(Problem("a quote is never closed", hint="close it")) from None
    end = next((at for at, word in enumerate(words) if word in _ENDS), len(words))
    return words[:end], " ".join(words[end:])


def _url(text: str, scheme: str, base: str) -> str:
    if re.match(r":\d+(?:/|$)", text):
        return f"{scheme}://localhost{text}"
    if text.startswith("://"):
        return scheme + text
    if text.startswith((":/", "/")) or text == ":":
        return base + text.removeprefix(":")
    return text if "://" in text or text.startswith("{{") else f"{scheme}://{text}"


def _item(word: str) -> tuple[str, str, str]:
    found = _ITEM.fullmatch(word)
    if found is None:
        hint = "such as name=Ada, age:=3, X-Header:value, page==2 or file@path"
        raise WorkbenchError(Problem(f'"{word[:40]}" says nothing of a request', hint=hint))
    return re.sub(r"\\([\\:=@;])", r"\1", found["name"]), found["mark"], found["value"]


def _headers(items: Sequence[tuple[str, str, str]]) -> Iterator[Row]:
    for name, mark, value in items:
        if mark == ":":
            yield Row(name, value.strip()) if value else Row(name, removed=True)
        elif mark == ";":
            yield Row(name)


def _body(items: Sequence[tuple[str, str, str]], options: LineOptions) -> BodySpec:
    found = [item for item in items if item[1] in ("=", ":=", "=@", ":=@", "@")]
    if options.raw is not None:
        is_json = options.raw.lstrip().startswith(("{", "["))
        return TextBody("json" if is_json else "text", options.raw)
    if options.multipart or any(mark == "@" for _, mark, _ in found):
        return MultipartBody(tuple(_part(*item) for item in found))
    if options.form:
        return FormBody(tuple(Row(name, _text(mark, value)) for name, mark, value in found))
    if not found:
        return NoBody()
    tree: dict[str, _Tree] = {}
    for name, mark, value in found:
        _put(tree, name, _json(name, mark, value))
    return TextBody("json", _dump(tree))


def _part(name: str, mark: str, value: str) -> Part:
    if mark != "@":
        return Part(name, _text(mark, value))
    file, _, kind = value.partition(";type=")
    return Part(name, file=file, content_type=kind)


def _text(mark: str, value: str) -> str:
    return f"{{{{file({value!r})}}}}" if mark.endswith("@") else value


def _json(name: str, mark: str, value: str) -> str:
    """Return the JSON of a value; templates in it may yet make it right."""
    if mark == ":=@":
        return f"{{{{file({value!r}) | parse_json}}}}"
    if mark != ":=":
        return _quoted(_text(mark, value))
    if "{{" not in value:
        try:
            json.loads(value)
        except (ValueError, RecursionError):
            hint = f"a text is written {name}={value}"
            raise WorkbenchError(Problem(f'"{value[:40]}" is no JSON', hint=hint)) from None
    return value


def _put(tree: dict[str, _Tree], name: str, value: str) -> None:
    """Put a value where its name says: `user[name]`, `tags[]`."""
    first = name.partition("[")[0]
    keys = [first, *_KEY.findall(name[len(first) :])]
    if first + "".join(f"[{key}]" for key in keys[1:]) != name or not first:
        keys = [name]  # brackets that say nothing
    place: Any = tree
    for key, following in zip(keys, [*keys[1:], None], strict=True):
        last = following is None
        inner: _Tree = value if last else [] if following == "" else {}
        if isinstance(place, list):
            place.append(inner)
        elif not last and key in place:
            inner = place[key]
        else:
            place[key] = inner
        if isinstance(inner, list) != (following == "") or isinstance(inner, str) != last:
            raise WorkbenchError(Problem(f'"{name}" is one thing here and another before'))
        place = inner


def _dump(tree: _Tree, indent: str = "") -> str:
    inner = f"{indent}  "
    match tree:
        case str():
            return tree
        case dict():
            pairs = (f"{_quoted(key)}: {_dump(value, inner)}" for key, value in tree.items())
            return "{\n" + ",\n".join(inner + pair for pair in pairs) + f"\n{indent}}}"
        case _:
            values = (inner + _dump(each, inner) for each in tree)
            return "[\n" + ",\n".join(values) + f"\n{indent}]"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _with_auth(spec: RequestSpec, options: LineOptions) -> RequestSpec:
    if not options.auth:
        return spec
    name, _, password = options.auth.partition(":")
    match options.auth_type:
        case "bearer":
            return replace(spec, auth=BearerAuth(options.auth))
        case "digest":
            return replace(spec, auth=DigestAuth(name, password))
        case _:
            return replace(spec, auth=BasicAuth(name, password))
