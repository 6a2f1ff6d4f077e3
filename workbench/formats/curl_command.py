"""The words of a curl command, read option by option."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import quote_plus

from workbench.errors import Problem
from workbench.model import Options, Part, Row

from .curl_options import HARMLESS, SHORT, VALUES
from .typed_text import read_part


@dataclass
class CurlCommand:
    """What has been read of a command; `problems` has what was left out of it."""

    url: str = ""
    method: str = ""
    headers: list[Row] = field(default_factory=list)
    params: list[Row] = field(default_factory=list)
    data: list[str] = field(default_factory=list)
    data_file: str = ""
    parts: list[Part] = field(default_factory=list)
    json: bool = False
    upload: str = ""
    user: str | None = None
    bearer: str = ""
    aws: str = ""
    proxy_user: str = ""
    flags: set[str] = field(default_factory=set)
    options: Options = field(default_factory=lambda: Options(follow_redirects=False))
    problems: list[Problem] = field(default_factory=list)

    def leave_out(self, words: str, what: str, hint: str = "") -> None:
        """Note that some words of the command have no place in a request."""
        shown = words if len(words) <= 40 else f"{words[:39]}…"
        self.problems.append(Problem(f'{what}: "{shown}"', hint=hint))

    def read(self, words: list[str]) -> None:
        """Take in the words behind the name of the command."""
        left = list(reversed(words))
        only_urls = False
        while left:
            word = left.pop()
            if word == "--" and not only_urls:
                only_urls = True
            elif only_urls or not word.startswith("-") or word == "-":
                self.take_url(word)
            elif word.startswith("--"):
                name, mark, value = word[2:].partition("=")
                if mark and name in VALUES:
                    left.append(value)
                self.take(name if mark and name in VALUES else word[2:], left)
            else:
                self.take_letters(word[1:], left)
            if "next" in self.flags:
                self.leave_out("--next", "only the first request of the command is taken")
                return

    def take_letters(self, letters: str, left: list[str]) -> None:
        """Take options of one letter; what follows one with a value is its value."""
        for number, letter in enumerate(letters):
            name = SHORT.get(letter)
            if name is None:
                self.leave_out(f"-{letter}", "not an option of curl")
            elif name in VALUES:
                if rest := letters[number + 1 :]:
                    left.append(rest)
                self.take(name, left)
                return
            else:
                self.take(name, left)

    def take(self, name: str, left: list[str]) -> None:
        """Take one option and its value."""
        if name in VALUES:
            if not left:
                self.leave_out(f"--{name}", "an option without its value")
                return
            value = left.pop()
            reader = _READERS.get(name)
            if reader is not None:
                reader(self, value)
            elif name not in HARMLESS:
                self.leave_out(f"--{name} {value}", "this has no place in a request")
            return
        self.flags.add(name)
        if name == "location-trusted":
            self.options = replace(self.options, forward_auth=True, forward_body=True)
        if name in ("location", "location-trusted"):
            self.options = replace(self.options, follow_redirects=None)
        elif name == "insecure":
            self.options = replace(self.options, verify=False)
        elif name in ("http1.1", "http1.0"):
            self.options = replace(self.options, http_version="1.1")
        elif name in ("http2", "http2-prior-knowledge"):
            self.options = replace(self.options, http_version="2")
        elif name not in HARMLESS and name != "next":
            self.leave_out(f"--{name}", "this has no place in a request")

    def take_url(self, url: str) -> None:
        """Take the URL."""
        if self.url:
            self.leave_out(url, "only the first URL is taken")
        else:
            self.url = url

    def take_header(self, text: str) -> None:
        """Take a header, or the absence of one."""
        if text.startswith("@"):
            self.leave_out(text, "headers from a file are left out")
            return
        name, mark, value = text.partition(":")
        if not mark and text.endswith(";"):
            self.headers.append(Row(text[:-1].strip()))
        elif not value.strip():
            self.headers.append(Row(name.strip(), removed=True))
        else:
            self.headers.append(Row(name.strip(), value.strip()))

    def take_data(self, text: str) -> None:
        """Take data, or the name of its file."""
        if not text.startswith("@"):
            self.data.append(text)
        elif self.data_file or self.data:
            self.leave_out(text, "data from several places is left out")
        else:
            self.data_file = text[1:]

    def take_input(self, text: str | None) -> None:
        """Take what the shell gives to the command, where that is its data."""
        if self.data_file != "-":
            return
        self.data_file = ""
        if text is None:
            self.leave_out("@-", "data from the standard input is left out")
        else:
            self.data.append(text)

    def take_encoded(self, text: str) -> None:
        """Take data that is still to be encoded."""
        name, mark, value = text.partition("=")
        if not mark and "@" in text:
            self.leave_out(text, "data from a file that has to be encoded is left out")
        elif mark and name:
            self.data.append(f"{name}={quote_plus(value)}")
        else:
            self.data.append(quote_plus(value if mark else text))

    def take_json(self, text: str) -> None:
        """Take JSON."""
        self.json = True
        self.take_data(text)

    def take_form(self, text: str, *, literal: bool = False) -> None:
        """Take a part of a multipart body."""
        name, _, value = text.partition("=")
        if literal:
            self.parts.append(Part(name, value))
        elif value.startswith("<"):
            self.leave_out(text, "a part with a file's text is taken as a file")
            self.parts.append(read_part(name, f"@{value[1:]}"))
        else:
            value = re.sub(r'^(@?)"((?:[^"\\]|\\.)*)"', r"\1\2", value)
            self.parts.append(read_part(name, value))

    def take_cookie(self, text: str) -> None:
        """Take cookies."""
        if "=" in text:
            old = next((row for row in self.headers if row.name == "Cookie"), None)
            if old is None:
                self.headers.append(Row("Cookie", text))
            else:  # of several headers, servers read one
                self.headers[self.headers.index(old)] = replace(old, value=f"{old.value}; {text}")
        elif text:
            self.leave_out(text, "cookies from a file are left out")

    def take_url_query(self, text: str) -> None:
        """Take a parameter of the URL."""
        name, mark, value = text.lstrip("+").partition("=")
        self.params.append(Row(name, value) if mark else Row(text))

    def take_number(self, name: str, text: str) -> None:
        """Take an option that is a number."""
        try:
            number = float(text)
        except ValueError:
            self.leave_out(text, "not a number")
            return
        if number < 0:
            return  # as with --max-redirs -1, no limit
        whole = name in ("max_redirects", "retries")
        change: dict[str, Any] = {name: int(number) if whole else number}
        self.options = replace(self.options, **change)


def _setting(name: str) -> Callable[[CurlCommand, str], None]:
    def read(command: CurlCommand, value: str) -> None:
        setattr(command, name, value)

    return read


def _option(name: str) -> Callable[[CurlCommand, str], None]:
    def read(command: CurlCommand, value: str) -> None:
        change: dict[str, Any] = {name: value}
        command.options = replace(command.options, **change)

    return read


def _number(name: str) -> Callable[[CurlCommand, str], None]:
    return lambda command, value: command.take_number(name, value)


def _as_header(name: str) -> Callable[[CurlCommand, str], None]:
    return lambda command, value: command.headers.append(Row(name, value))


_READERS: dict[str, Callable[[CurlCommand, str], None]] = {
    "request": _setting("method"),
    "url": CurlCommand.take_url,
    "header": CurlCommand.take_header,
    "data": CurlCommand.take_data,
    "data-ascii": CurlCommand.take_data,
    "data-binary": CurlCommand.take_data,
    "data-raw": lambda command, value: command.data.append(value),
    "data-urlencode": CurlCommand.take_encoded,
    "json": CurlCommand.take_json,
    "form": CurlCommand.take_form,
    "form-string": lambda command, value: command.take_form(value, literal=True),
    "url-query": CurlCommand.take_url_query,
    "user": _setting("user"),
    "oauth2-bearer": _setting("bearer"),
    "aws-sigv4": _setting("aws"),
    "cookie": CurlCommand.take_cookie,
    "user-agent": _as_header("User-Agent"),
    "referer": _as_header("Referer"),
    "range": lambda command, value: command.headers.append(Row("Range", f"bytes={value}")),
    "max-redirs": _number("max_redirects"),
    "max-time": _number("timeout"),
    "connect-timeout": _number("connect_timeout"),
    "retry": _number("retries"),
    "cacert": _option("ca"),
    "cert": _option("cert"),
    "key": _option("cert_key"),
    "proxy": _option("proxy"),
    "proxy-user": _setting("proxy_user"),
    "socks5": lambda command, value: _option("proxy")(command, f"socks5://{value}"),
    "socks5-hostname": lambda command, value: _option("proxy")(command, f"socks5h://{value}"),
    "upload-file": _setting("upload"),
}
