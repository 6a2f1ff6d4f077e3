"""The queries: what can be asked of a response."""

import re
from dataclasses import asdict

from . import cookies, patterns
from .content import position
from .subject import Subject
from .values import NOTHING, Found, Unmet
from .words import PATTERN, TEXT, Language, Vocabulary

QUERIES = Vocabulary("query")
_word = QUERIES.word

CERTIFICATE_FACTS = (
    "Subject", "Issuer", "Start-Date", "Expire-Date", "Serial-Number", "Subject-Alt-Name", "Value",
)  # fmt: skip
_COOKIE = re.compile(r"(.*?)(?:\[([^\[\]]*)\])?", re.DOTALL)


@_word("status", meaning="the status code", example="status == 201")
def _status(subject: Subject) -> Found:
    return Found(subject.status)


@_word("version", meaning="the version of HTTP: 1.0, 1.1, 2 or 3", example='version == "1.1"')
def _version(subject: Subject) -> Found:
    version = subject.version.removeprefix("HTTP/")
    return Found({"2.0": "2", "3.0": "3"}.get(version, version))


@_word("url", meaning="the address, after redirects", example='url endsWith "/users/7"')
def _url(subject: Subject) -> Found:
    return Found(subject.url)


@_word(
    "header",
    TEXT,
    meaning="a header's value; a list if it came several times",
    example='header "Content-Type" contains "json"',
)
def _header(subject: Subject, name: str) -> Found:
    values = subject.header_values(name)
    if not values:
        return Found(NOTHING)
    return Found(values[0] if len(values) == 1 else values, f"header {name}")


@_word(
    "cookie",
    TEXT,
    meaning='a cookie that the response sets, or one of its attributes: "sid[Max-Age]"',
    example='cookie "sid[Secure]" exists',
)
def _cookie(subject: Subject, name: str) -> Found:
    name, attribute = cookie_parts(name)
    found = cookies.find(subject.headers, name)
    if found is None:
        return Found(NOTHING)
    return Found(found.attribute(attribute or "Value"), "header Set-Cookie")


@_word("body", meaning="the body as text", example='body contains "Ada"')
def _body(subject: Subject) -> Found:
    return Found(subject.content.text, "body")


@_word(
    "bytes",
    meaning="the body as bytes, without content encoding",
    example="bytes count < 1000",
)
def _bytes(subject: Subject) -> Found:
    return Found(subject.content.octets, "body")


@_word(
    "rawbytes",
    meaning="the body as bytes as they came, compressed or not",
    example="rawbytes count > 10",
    aliases=("rawBytes",),
)
def _raw_bytes(subject: Subject) -> Found:
    return Found(subject.content.raw_octets, "body")


@_word(
    "jsonpath",
    TEXT,
    meaning="what a JSONPath (RFC 9535) finds in the body",
    example='jsonpath "$.items[0].id" == 7',
    language=Language.JSONPATH,
)
def _jsonpath(subject: Subject, query: str) -> Found:
    return subject.content.find_json(query)


@_word(
    "xpath",
    TEXT,
    meaning="what an XPath 1.0 finds in the body, HTML or XML",
    example='xpath "string(//h1)" == "Hi"',
    language=Language.XPATH,
)
def _xpath(subject: Subject, expression: str) -> Found:
    return subject.content.find_markup(expression)


@_word(
    "regex",
    PATTERN,
    meaning="what the first group of a pattern matches in the body",
    example=r'regex /"name": "(\w+)"/ == "Ada"',
    language=Language.GROUP,
)
def _regex(subject: Subject, pattern: str) -> Found:
    text = subject.content.text
    match = patterns.search_group(pattern, text)
    if match is None or match[1] is None:
        return Found(NOTHING)
    return Found(match[1], position(text, match.start()))


@_word(
    "variable",
    TEXT,
    meaning="a variable's value, such as one captured before",
    example='variable "user" == "Ada"',
)
def _variable(subject: Subject, name: str) -> Found:
    return Found(subject.variables.get(name, NOTHING))


@_word("duration", meaning="how long the exchange took, in milliseconds", example="duration < 500")
def _duration(subject: Subject) -> Found:
    return Found(subject.duration)


@_word(
    "sha256",
    meaning="the SHA-256 of the body, as bytes",
    example="sha256 toHex matches /^[0-9a-f]{64}$/",
)
def _sha256(subject: Subject) -> Found:
    import hashlib

    return Found(hashlib.sha256(subject.content.octets).digest())


@_word("md5", meaning="the MD5 of the body, as bytes", example="md5 count == 16")
def _md5(subject: Subject) -> Found:
    import hashlib

    return Found(hashlib.md5(subject.content.octets, usedforsecurity=False).digest())


@_word(
    "certificate",
    TEXT,
    meaning="a fact of the server's certificate: " + ", ".join(CERTIFICATE_FACTS),
    example='certificate "Expire-Date" daysAfterNow > 15',
    choices=CERTIFICATE_FACTS,
)
def _certificate(subject: Subject, fact: str) -> Found:
    certificate = subject.certificate
    if certificate is None:
        return Found(NOTHING)
    name = "pem" if fact == "Value" else fact.lower().replace("-", "_")
    if fact not in CERTIFICATE_FACTS:
        raise Unmet(f'a certificate has no "{fact}"')
    value = getattr(certificate, name)
    return Found(NOTHING if value in (None, "") else value, f"certificate {fact}")


@_word("ip", meaning="the address of the server", example='ip == "127.0.0.1"')
def _ip(subject: Subject) -> Found:
    return Found(subject.ip or NOTHING)


@_word(
    "redirects",
    meaning="the redirects on the way, each with url, status and location",
    example='redirects nth 0 location endsWith "/users/7"',
)
def _redirects(subject: Subject) -> Found:
    return Found([asdict(redirect) for redirect in subject.redirects])


def cookie_parts(name: str) -> tuple[str, str]:
    """Return a cookie's name and the attribute asked for, if any: `sid[Path]`."""
    found = _COOKIE.fullmatch(name)
    assert found is not None
    return found[1], found[2] or ""
