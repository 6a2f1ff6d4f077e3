"""The filters that encode and decode: base64, hex, percent, HTML, UTF-8 and other charsets."""

import base64
import binascii
import html
from typing import Any
from urllib.parse import quote, unquote_to_bytes

from .content import decoded, known_charset
from .filters import FILTERS, wanted
from .values import Unmet
from .words import TEXT, Language

_word = FILTERS.word


@_word(
    "base64Decode",
    meaning="the bytes that a base64 text stands for",
    example='jsonpath "$.token" base64Decode == hex,e4bda0;',
)
def _base64_decode(value: Any) -> bytes:
    return _base64(wanted(value, str, "text"), None)


@_word(
    "base64Encode",
    meaning="bytes as base64",
    example='jsonpath "$.token" base64Decode base64Encode == "5L2g"',
)
def _base64_encode(value: Any) -> str:
    return base64.b64encode(wanted(value, bytes, "bytes")).decode("ascii")


@_word(
    "base64UrlSafeDecode",
    meaning="the bytes that a base64 text for addresses stands for, padded or not",
    example='jsonpath "$.jwt" base64UrlSafeDecode utf8Decode jsonpath "$.sub" == "Ada"',
)
def _base64_url_decode(value: Any) -> bytes:
    return _base64(wanted(value, str, "text"), b"-_")


@_word(
    "base64UrlSafeEncode",
    meaning="bytes as base64 for addresses, without padding",
    example='jsonpath "$.token" base64Decode base64UrlSafeEncode == "5L2g"',
)
def _base64_url_encode(value: Any) -> str:
    encoded = base64.urlsafe_b64encode(wanted(value, bytes, "bytes"))
    return encoded.decode("ascii").rstrip("=")


@_word(
    "charsetDecode",
    TEXT,
    meaning="bytes as text, by the name of their encoding",
    example='bytes charsetDecode "latin1" contains "Grace"',
    aliases=("decode",),
    language=Language.CHARSET,
)
def _charset_decode(value: Any, charset: str) -> str:
    known_charset(charset)
    return decoded(wanted(value, bytes, "bytes"), charset)


@_word(
    "utf8Decode",
    meaning="bytes as UTF-8 text",
    example='bytes utf8Decode contains "Grace"',
)
def _utf8_decode(value: Any) -> str:
    return decoded(wanted(value, bytes, "bytes"), "utf-8")


@_word(
    "utf8Encode",
    meaning="a text as UTF-8 bytes",
    example='jsonpath "$.items[0].name" utf8Encode == hex,416461;',
)
def _utf8_encode(value: Any) -> bytes:
    text: str = wanted(value, str, "text")
    try:
        return text.encode()
    except UnicodeEncodeError:
        raise Unmet("text with half a character, which UTF-8 has not") from None


@_word(
    "toHex",
    meaning="bytes as hex digits",
    example='jsonpath "$.token" base64Decode toHex == "e4bda0"',
)
def _to_hex(value: Any) -> str:
    return str(wanted(value, bytes, "bytes").hex())


@_word(
    "urlDecode",
    meaning="a text with its %xx replaced by what they stand for",
    example='jsonpath "$.encoded" urlDecode == "a b/ü"',
)
def _url_decode(value: Any) -> str:
    text = wanted(value, str, "text")
    return decoded(unquote_to_bytes(text), "utf-8")


@_word(
    "urlEncode",
    meaning="a text with all but letters, digits and -._~/ as %xx",
    example='jsonpath "$.encoded" urlDecode urlEncode == "a%20b/%C3%BC"',
)
def _url_encode(value: Any) -> str:
    return quote(_utf8_encode(value), safe="/")


@_word(
    "htmlEscape",
    meaning="a text with & < > and quotes as HTML has them",
    example='jsonpath "$.html" htmlEscape startsWith "&lt;h1&gt;"',
)
def _html_escape(value: Any) -> str:
    return html.escape(wanted(value, str, "text"))


@_word(
    "htmlUnescape",
    meaning="a text with HTML's character references replaced",
    example='jsonpath "$.escaped" htmlUnescape == "a > b ©"',
)
def _html_unescape(value: Any) -> str:
    return html.unescape(wanted(value, str, "text"))


def _base64(text: str, alternative: bytes | None) -> bytes:
    """Return what a text stands for; padding may be missing in the form for addresses."""
    padded = text + "=" * (-len(text) % 4) if alternative else text
    try:
        return base64.b64decode(padded, altchars=alternative, validate=True)
    except (binascii.Error, ValueError):
        raise Unmet("text that is not base64") from None
