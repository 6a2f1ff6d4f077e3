"""Make text from outside safe to draw: the only sanitiser of the program.

Names, headers, bodies and error texts may hold characters that move a terminal's cursor,
reorder a line or cannot be seen. Each becomes a visible stand-in here; nothing is dropped.
Copying and saving use the bytes as they came, never this text.
"""

import re

# Controls (C0, DEL, C1) act on the terminal; bidi controls reorder what is read; the others are
# invisible, break lines, or are drawn around what follows them (all of Unicode's category Cf).
# Surrogates cannot be encoded; tag characters hide whole sentences.
_UNSAFE = re.compile(
    "["
    "\x00-\x1f\x7f-\x9f"
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\u3164\ufeff\uffa0\ufff0-\ufffb"
    "\ud800-\udfff"
    "\U00013430-\U0001345f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff"
    "]"
)
_TAB_STOP = 4


def safe_text(text: str) -> str:
    """Return several lines of text with nothing but newlines left to act on a terminal.

    Tabs become spaces up to the next stop and CRLF becomes a newline; every other control,
    bidi or invisible character becomes a mark such as `␛`, `\\x9b` or `\\u202e`.
    """
    if text.isprintable():
        return _visible(text)
    text = text.replace("\r\n", "\n").expandtabs(_TAB_STOP)
    return "\n".join(map(_visible, text.split("\n")))


def safe_line(text: str) -> str:
    """Return text as one line: like `safe_text`, with tab and newline shown as `␉` and `␊`."""
    return _visible(text)


def _visible(text: str) -> str:
    if text.isascii() and text.isprintable():  # nearly every text there is, at memory speed
        return text
    return _UNSAFE.sub(_mark, text) if _UNSAFE.search(text) else text


def _mark(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)  # Unicode draws a picture of each C0 control
    if code == 0x7F:
        return "\u2421"
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
