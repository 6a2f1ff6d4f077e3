"""Take secrets out of what is shown, kept or exported, however they are spelled.

A secret is found as it is, and as URLs, JSON and HTML escape it (each character in its own
way, since every library escapes others), as hex, and as base64, also in the midst of
something longer: `user:password` in a Basic header begins with the user.
"""

import re
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from workbench.errors import Problem
from workbench.model import HeaderList, Hop, SetCookie

MASK = "•••"

# What is shorter is found only where no letter or digit adjoins: masking every "7" of a page
# would tell more than it hides.
SHORTEST = 4
# Base64 inside of something is told from chance by at least so many characters.
SHORTEST_BASE64 = 8
# The longest spelling of one character, `&#x0000041;` or an escape in an escape.
LONGEST_SPELLING = 24

JSON_ESCAPES = {'"': '"', "\\": "\\", "/": "/", "\b": "b", "\f": "f", "\n": "n", "\r": "r"}
JSON_ESCAPES["\t"] = "t"
HTML_NAMES = {"&": "amp", "<": "lt", ">": "gt", '"': "quot", "'": "apos"}
_FORM = b'"\\{}[],:'
_STARS = bytes(
    code if code in _FORM or code <= 0x20 else ord("*") for code in range(256)
)  # for bytes.translate
BASE64 = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_=")


class Redactor:
    """Knows the secrets of a send, a run or a session. It shows none of them itself."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        known = sorted({secret for secret in secrets if secret}, key=len, reverse=True)
        self._text: re.Pattern[str] | None = None
        self._bytes: re.Pattern[bytes] | None = None
        self._margin = LONGEST_SPELLING * max(map(len, known), default=0)
        if known:
            # What can begin a spelling is looked for first: that costs next to nothing.
            begins = re.escape("".join(sorted(set().union(*map(_begins, known)))))
            pattern = f"(?=[{begins}])(?:{'|'.join(_pattern(secret) for secret in known)})"
            self._text = re.compile(pattern)
            self._bytes = re.compile(pattern.encode("utf-8", "surrogatepass"))

    def __bool__(self) -> bool:
        return self._text is not None

    def text(self, text: str) -> str:
        """Return a text with three dots in the place of every secret."""
        if self._text is None or not text:
            return text
        kept, at = [], 0
        letters = text.encode("latin-1", "replace")  # one octet for each character
        for start, end in _spans(self._text.finditer(text), letters):
            kept += [text[at:start], MASK]
            at = end
        return "".join([*kept, text[at:]]) if kept else text

    def content(self, content: bytes) -> bytes:
        """Return bytes, such as a body, with the dots in UTF-8."""
        if self._bytes is None:
            return content
        kept, at = [], 0
        for start, end in _spans(self._bytes.finditer(content), content):
            kept += [content[at:start], MASK.encode()]
            at = end
        return b"".join([*kept, content[at:]]) if kept else content

    def starred(self, content: bytes) -> bytes:
        """Return bytes with a star in the place of every letter of a secret.

        There are as many as before, and what gives JSON and lines their form stays.
        """
        if self._bytes is None:
            return content
        kept, at = [], 0
        for start, end in _spans(self._bytes.finditer(content), content):
            kept += [content[at:start], content[start:end].translate(_STARS)]
            at = end
        return b"".join([*kept, content[at:]]) if kept else content

    @property
    def margin(self) -> int:
        """The most bytes that a secret takes, however it is spelled."""
        return self._margin

    def chunks(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        """Yield a body that comes in chunks; secrets over their borders are found as well."""
        rest = b""
        for chunk in chunks:
            rest += chunk
            border = len(rest) - self._margin
            if border <= 0:
                continue
            if self._bytes is not None:
                spans = (found.span() for found in self._bytes.finditer(rest))
                border = next((end for start, end in spans if start < border < end), border)
            yield self.content(rest[:border])
            rest = rest[border:]
        if rest:
            yield self.content(rest)

    def beginning(self, read: Callable[[int, int], bytes], length: int) -> bytes:
        """Return the first `length` octets of a body, without secrets, and without the
        beginning of one at the end; `read` is given where to start and how much to read."""
        octets = read(0, length + self._margin)
        whole = octets[:length]
        if self._bytes is not None:
            spans = (found.span() for found in self._bytes.finditer(octets))
            end = next((end for start, end in spans if start < length < end), length)
            whole = octets[:end]
        return self.content(whole)

    def finds(self, text: str) -> bool:
        """Tell whether a text holds a secret."""
        return self._text is not None and self._text.search(text) is not None


@lru_cache(maxsize=64)
def redactor_of(secrets: frozenset[str]) -> Redactor:
    """Return the redactor for some secrets; making one costs milliseconds, once."""
    return Redactor(secrets)


def masked_problem(problem: Problem, redactor: Redactor) -> Problem:
    """Return a problem without secrets."""
    text = redactor.text
    return Problem(text(problem.what), text(problem.where), text(problem.hint))


def masked_hop(hop: Hop, redactor: Redactor) -> Hop:
    """Return a hop with no secret in its URL, its headers, its cookies or its request's body."""

    def masked(headers: HeaderList) -> HeaderList:
        return tuple((redactor.text(name), redactor.text(value)) for name, value in headers)

    return replace(
        hop,
        url=redactor.text(hop.url),
        reason=redactor.text(hop.reason),
        request_headers=masked(hop.request_headers),
        headers=masked(hop.headers),
        interim=tuple((status, masked(headers)) for status, headers in hop.interim),
        trailers=masked(hop.trailers),
        cookies=tuple(_masked_cookie(cookie, redactor) for cookie in hop.cookies),
        request_body=_masked_body(hop, redactor),
    )


def _masked_body(hop: Hop, redactor: Redactor) -> bytes | None:
    """Return a request's body; of one that was cut, without an end that may begin a secret."""
    body = hop.request_body
    if not body:
        return body
    lengths = (value for name, value in hop.request_headers if name.lower() == "content-length")
    length = next(lengths, "0")
    is_cut = length.isdecimal() and int(length) > len(body)
    return redactor.content(body[: -redactor.margin] if is_cut and redactor.margin else body)


def _masked_cookie(cookie: SetCookie, redactor: Redactor) -> SetCookie:
    name, value = redactor.text(cookie.name), redactor.text(cookie.value)
    return replace(cookie, name=name, value=value, attributes=redactor.text(cookie.attributes))


def _spans(
    matches: "Iterable[re.Match[str]] | Iterable[re.Match[bytes]]", content: bytes
) -> Iterator[tuple[int, int]]:
    """Yield the spans to hide: of base64, which is what groups hold, all that is unbroken."""
    done = 0
    for found in matches:
        start, end = found.span()
        if found.lastindex is not None:
            while start > done and content[start - 1] in BASE64:
                start -= 1
            while end < len(content) and content[end] in BASE64:
                end += 1
        if start >= done:
            yield start, end
            done = end


def _begins(secret: str) -> set[str]:
    """Return every character that a spelling of a secret can begin with."""
    octets = secret.encode("utf-8", "surrogatepass")
    forms = [form for form, _ in _base64(octets)]
    found = {secret[0], *"%\\&+", octets.hex()[0], octets.hex()[0].upper()}
    return found | {form[0] for form in forms} | set("-_")


def _pattern(secret: str) -> str:
    spelled = "".join(_spellings(character) for character in secret)
    if len(secret) < SHORTEST:
        return rf"(?<![^\W_]){spelled}(?![^\W_])"
    octets = secret.encode("utf-8", "surrogatepass")
    ways = [spelled, f"(?i:{octets.hex()})", *(f"({pattern})" for _, pattern in _base64(octets))]
    return "|".join(ways)


def _spellings(character: str) -> str:
    """Return a pattern for a character in every way that it may be escaped."""
    octets = character.encode("utf-8", "surrogatepass")
    units = character.encode("utf-16-be", "surrogatepass").hex()
    unicode = "".join(rf"\\{{1,4}}u{units[at : at + 4]}" for at in range(0, len(units), 4))
    ways = [
        re.escape(character),
        "".join(f"%(?:25){{0,2}}(?i:{octet:02x})" for octet in octets),
        f"(?i:{unicode})",
        f"&#0{{0,4}}{ord(character)};",
        f"&#[xX]0{{0,4}}(?i:{ord(character):x});",
    ]
    if character in JSON_ESCAPES:
        ways.insert(0, rf"\\{{1,8}}{re.escape(JSON_ESCAPES[character])}")
    if character in HTML_NAMES:
        ways.insert(0, f"&{HTML_NAMES[character]};")
    if character == " ":
        ways.append(r"\+")
    return f"(?:{'|'.join(ways)})"


def _base64(octets: bytes) -> Iterator[tuple[str, str]]:
    """Yield what base64 makes of a secret behind any number of other octets, and its pattern.

    The characters that it shares with its neighbours are left out.
    """
    for before, shared in ((0, 0), (1, 2), (2, 3)):
        whole = (before + len(octets)) * 8 // 6
        form = b64encode(bytes(before) + octets).decode()[shared:whole]
        if len(form) >= SHORTEST_BASE64:
            yield form, form.replace("+", "[+-]").replace("/", "[/_]")
