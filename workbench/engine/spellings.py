"""How a secret may be spelled, and whether a text can hold it at all.

A pattern that knows every spelling takes 10 ms a megabyte. So it is tried only where a plain
search, which takes a tenth of a millisecond, finds a piece of the secret, its hex or its base64.
"""

import re
from base64 import b64encode
from collections.abc import Iterator
from functools import cached_property, lru_cache

# What is shorter is found only where no letter or digit adjoins: masking every "7" of a page
# would tell more than it hides.
SHORTEST = 4
# Base64 inside of something is told from chance by at least so many characters.
SHORTEST_BASE64 = 8

JSON_ESCAPES = {'"': '"', "\\": "\\", "/": "/", "\b": "b", "\f": "f", "\n": "n", "\r": "r"}
JSON_ESCAPES["\t"] = "t"
HTML_NAMES = {"&": "amp", "<": "lt", ">": "gt", '"': "quot", "'": "apos"}

# An escape of a printable character of ASCII, but for one behind a mere backslash.
_ESCAPE = re.compile(
    rb"\\{1,4}u00([2-7][0-9a-fA-F])|%(?:25){0,2}([2-7][0-9a-fA-F])"
    rb"|&#[xX]0{0,4}([2-7][0-9a-fA-F]);|&#0{0,4}([0-9]{2,3});|&(lt|gt|quot|apos);"
)
_DECIMAL = 4  # the group of an escape with a decimal number
_MEANT = {name.encode(): character.encode() for character, name in HTML_NAMES.items()} | {
    f"{first:x}{second}".encode(): bytes([first * 16 + int(second, 16)])
    for first in range(2, 8)
    for second in "0123456789abcdefABCDEF"
}
# What holds no character that begins or ends an escape, and no space, which may be a "+".
_PLAIN = re.compile(r"[^%&+;\\#\s\x7f-\U0010ffff\x00-\x1f]+")
# What an escape that begins before it may take of it: "%" and "41..." are one "A".
_TAKEN = re.compile(r"\A(?:lt|gt|quot|apos|[uxX]?[0-9a-fA-F]{0,9})")
_ONE_BASE64 = bytes.maketrans(b"-_", b"+/")


class Haystack:
    """Bytes to search, in the forms that plain searches need."""

    def __init__(self, content: bytes) -> None:
        self.content = content

    @cached_property
    def unescaped(self) -> bytes:
        """The bytes with printable ASCII unescaped, and without backslashes."""
        content = self.content
        if b"%" in content or b"&" in content or b"\\u" in content:
            content = _ESCAPE.sub(_unescaped, content)
        return content.translate(None, b"\\")

    @cached_property
    def lower(self) -> bytes:
        """The bytes in lower case."""
        return self.content.lower()

    @cached_property
    def base64(self) -> bytes:
        """The bytes with the base64 of URLs as the usual one."""
        return self.content.translate(_ONE_BASE64)


class Spellings:
    """Everything that a secret may look like."""

    def __init__(self, secret: str) -> None:
        self._secret = secret
        octets = secret.encode("utf-8", "surrogatepass")
        is_short = len(secret) < SHORTEST
        pieces = (_TAKEN.sub("", piece, count=1) for piece in _PLAIN.findall(secret))
        piece = max(pieces, key=len, default="")
        self._piece = piece.encode() if len(piece) >= SHORTEST else b""
        self._hex = b"" if is_short else octets.hex().encode()
        self._base64 = () if is_short else tuple(_base64(octets))

    def may_be_in(self, haystack: Haystack) -> bool:
        """Tell whether it is worth while to look closely."""
        return (
            self._piece in haystack.unescaped
            or (bool(self._hex) and self._hex in haystack.lower)
            or any(form in haystack.base64 for form in self._base64)
        )

    @cached_property
    def pattern(self) -> re.Pattern[bytes]:
        """Finds the secret in every spelling; those in base64 are a group."""
        # What can begin a spelling is looked for first: that costs next to nothing.
        begins = re.escape("".join(sorted(self._begins())))
        pattern = f"(?=[{begins}])(?:{self._ways()})"
        return re.compile(pattern.encode("utf-8", "surrogatepass"))

    def _begins(self) -> set[str]:
        """Return every character that a spelling can begin with."""
        begins = {self._secret[0], *"%\\&+"}
        if self._hex:
            first = self._hex[:1].decode()
            begins |= {first, first.upper(), *"-_"}
        return begins | {form[:1].decode() for form in self._base64}

    def _ways(self) -> str:
        spelled = "".join(_spellings(character) for character in self._secret)
        if len(self._secret) < SHORTEST:
            return rf"(?<![^\W_]){spelled}(?![^\W_])"
        forms = (form.decode().replace("+", "[+-]").replace("/", "[/_]") for form in self._base64)
        return "|".join([spelled, f"(?i:{self._hex.decode()})", *(f"({form})" for form in forms)])


@lru_cache(maxsize=1024)
def spellings_of(secret: str) -> Spellings:
    """Return the spellings of a secret; the pattern costs milliseconds to make, once."""
    return Spellings(secret)


def _unescaped(found: re.Match[bytes]) -> bytes:
    if found.lastindex == _DECIMAL:
        code = int(found[_DECIMAL])
        return bytes([code]) if 0x20 < code < 0x7F else b""
    return _MEANT[found[found.lastindex or 0]]


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


def _base64(octets: bytes) -> Iterator[bytes]:
    """Yield what base64 makes of a secret behind any number of other octets.

    The characters that it shares with its neighbours are left out.
    """
    for before, shared in ((0, 0), (1, 2), (2, 3)):
        whole = (before + len(octets)) * 8 // 6
        form = b64encode(bytes(before) + octets)[shared:whole]
        if len(form) >= SHORTEST_BASE64:
            yield form
