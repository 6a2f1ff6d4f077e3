"""Functions that write a text in another alphabet, and read it back. Texts are UTF-8."""

import base64 as b64
import re
from urllib.parse import quote, unquote_to_bytes

from .function import ArgumentError, Function

_URL_SAFE = re.compile(r"[A-Za-z0-9_-]*")


def base64(value: str) -> str:
    """The Base64 form (RFC 4648)."""
    return b64.b64encode(_bytes(value)).decode()


def base64_decode(value: str) -> str:
    """The text behind a Base64 form; white space and missing padding do not matter."""
    text = "".join(value.split()).rstrip("=")
    try:
        content = b64.b64decode(text + "=" * (-len(text) % 4), validate=True)
    except ValueError:
        raise ArgumentError("the value is not Base64") from None
    return _text(content)


def base64url(value: str) -> str:
    """The Base64 form for URLs, without padding, as in a JWT."""
    return b64.urlsafe_b64encode(_bytes(value)).decode().rstrip("=")


def base64url_decode(value: str) -> str:
    """The text behind a Base64 form for URLs, such as a part of a JWT."""
    text = value.strip().rstrip("=")
    if not _URL_SAFE.fullmatch(text) or len(text) % 4 == 1:
        raise ArgumentError("the value is not Base64 for URLs")
    return _text(b64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))


def hex_(value: str) -> str:
    """The bytes as hexadecimal digits."""
    return _bytes(value).hex()


def hex_decode(value: str) -> str:
    """The text behind hexadecimal digits."""
    try:
        content = bytes.fromhex(value)
    except ValueError:
        raise ArgumentError("the value is not hexadecimal") from None
    return _text(content)


def url_encode(value: str) -> str:
    """Percent-encoded, with nothing left that means something in a URL (RFC 3986)."""
    return quote(value, safe="", errors="replace")


def url_decode(value: str) -> str:
    """The text behind percent-encoding; a + stays a +."""
    return _text(unquote_to_bytes(_bytes(value)))


def html_escape(value: str) -> str:
    """With &, <, > and quotes as HTML entities."""
    import html

    return html.escape(value)


def html_unescape(value: str) -> str:
    """With HTML entities as the characters that they stand for."""
    import html

    return html.unescape(value)


def _bytes(value: str) -> bytes:
    return value.encode(errors="replace")


def _text(content: bytes) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError:
        raise ArgumentError("what it decodes to is not text") from None


CODECS = (
    Function(base64, "{{ 'ada:pw' | base64 }}", "YWRhOnB3"),
    Function(base64_decode, "{{ 'YWRhOnB3' | base64_decode }}", "ada:pw"),
    Function(base64url, "{{ '>>>?' | base64url }}", "Pj4-Pw"),
    Function(base64url_decode, "{{ 'Pj4-Pw' | base64url_decode }}", ">>>?"),
    Function(hex_, "{{ 'AZ' | hex }}", "415a"),
    Function(hex_decode, "{{ '415a' | hex_decode }}", "AZ"),
    Function(url_encode, "{{ 'a b/c&d' | url_encode }}", "a%20b%2Fc%26d"),
    Function(url_decode, "{{ 'a%20b%2Fc' | url_decode }}", "a b/c"),
    Function(html_escape, "{{ '<b>' | html_escape }}", "&lt;b&gt;"),
    Function(html_unescape, "{{ '&lt;b&gt;' | html_unescape }}", "<b>"),
)
