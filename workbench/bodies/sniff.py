"""Tell from the first bytes of a body whether they are text, and whether they are JSON."""

import re

HEAD = 4096
"""As many bytes from the start of a body as are looked at."""

BOM = b"\xef\xbb\xbf"
JSON_TYPE = re.compile(r"[/+](json|x?-?ndjson|jsonl|json5?)\s*(;|$)", re.IGNORECASE)
TEXT_TYPE = re.compile(
    r"\s*text/|[/+](xml|javascript|x-www-form-urlencoded|yaml)\s*(;|$)", re.IGNORECASE
)
_ODD_CONTROL = re.compile(rb"[\x00-\x06\x0e-\x1a\x1c-\x1f]")  # not: BEL BS TAB LF VT FF CR ESC
_TOKEN = re.compile(
    rb"""[ \t\r\n]*+(?:(?P<string>"[^"\\]*+(?:\\.[^"\\]*+)*+")
    |(?P<scalar>-?\d++(?:\.\d++)?(?:[eE][+-]?\d++)?|true|false|null|NaN|-?Infinity)
    |(?P<punct>[{}\[\],:]))""",
    re.DOTALL | re.VERBOSE,
)
_CUT_STRING = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+\\?', re.DOTALL)
_CUT_NUMBER = re.compile(rb"-?|[.eE][-+]?")
_WORDS = (b"true", b"false", b"null", b"NaN", b"-Infinity", b"Infinity")


def reads_as_text(head: bytes, declared: bool) -> bool:
    """Tell whether bytes read as text; `declared` text may be in another encoding than UTF-8."""
    if len(_ODD_CONTROL.findall(head)) * 50 > len(head) or (b"\0" in head and not declared):
        return False
    try:
        head.decode()
    except UnicodeDecodeError as error:
        cut_at_the_end = error.reason == "unexpected end of data" and error.end == len(head)
        return declared or cut_at_the_end
    return True


def starts_json(head: bytes) -> bool:
    """Tell whether bytes are the start of JSON values, as far as they go.

    A list of what may come next is enough to tell a log line in brackets from a list, and
    a template in braces from an object.
    """
    stack = bytearray()
    at, expected = 0, "value"
    while True:
        match = _TOKEN.match(head, at)
        if match is None:
            return _is_cut_token(head[at:].strip()) and bool(head.strip())
        at = match.end()
        token = match[match.lastgroup or 0]
        following = _after(token, match.lastgroup == "string", expected, stack)
        if following is None:
            return False
        expected = following


def _is_cut_token(rest: bytes) -> bool:
    """Tell whether bytes could become a token, or the rest of a number, if more came."""
    if _CUT_STRING.fullmatch(rest) or _CUT_NUMBER.fullmatch(rest):
        return True
    return any(word.startswith(rest) for word in _WORDS)


def _after(token: bytes, is_string: bool, expected: str, stack: bytearray) -> str | None:
    """Return what JSON expects after a token, or None if the token is not allowed here."""
    if token in (b"}", b"]"):
        if not stack or stack.pop() != token[0] or expected not in {"end", "first", "key"}:
            return None
        return "end" if stack else "value"
    if token == b",":
        return None if expected != "end" else "key" if stack[-1:] == b"}" else "value"
    if token == b":":
        return "value" if expected == "colon" else None
    if expected in {"key", "first"} and stack[-1:] == b"}":
        return "colon" if is_string else None
    if expected not in {"value", "first"}:
        return None
    if token in (b"{", b"["):
        stack += b"}" if token == b"{" else b"]"
        return "first"
    return "end" if stack else "value"
