"""No spelling of a secret gets through, and nothing else is touched."""

import base64
import html
import json
import time
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.engine.redact import MASK, Redactor, redactor_of

SECRET = 'p@ss/w"o\\rd é€&<+ 😀'

SPELLINGS = {
    "raw": SECRET,
    "url": quote(SECRET, safe=""),
    "url with its own idea of what is safe": quote(SECRET, safe="@/&+"),
    "lower-case url": quote(SECRET, safe="").lower(),
    "form": quote_plus(SECRET),
    "url in a url": quote(quote(SECRET, safe=""), safe=""),
    "json": json.dumps(SECRET)[1:-1],
    "json in utf-8": json.dumps(SECRET, ensure_ascii=False)[1:-1],
    "json with escaped slashes": json.dumps(SECRET)[1:-1].replace("/", "\\/"),
    "json in json": json.dumps(json.dumps(SECRET)[1:-1])[1:-1],
    "html": html.escape(SECRET),
    "numbers of html": "".join(f"&#{ord(c)};" for c in SECRET),
    "hex": SECRET.encode().hex(),
    "upper-case hex": SECRET.encode().hex().upper(),
    "base64": base64.b64encode(SECRET.encode()).decode(),
    "base64 for urls": base64.urlsafe_b64encode(SECRET.encode()).decode().rstrip("="),
    "basic, one letter before": base64.b64encode(f"a:{SECRET}".encode()).decode(),
    "basic, two letters before": base64.b64encode(f"ab:{SECRET}".encode()).decode(),
    "basic, with more behind": base64.b64encode(f"abc:{SECRET}xyz".encode()).decode(),
}


@pytest.mark.parametrize("spelling", SPELLINGS.values(), ids=SPELLINGS)
def test_every_spelling_is_masked_and_its_neighbourhood_is_not(spelling: str) -> None:
    redactor = Redactor([SECRET])

    assert redactor.text(f"before <{spelling}> after") == f"before <{MASK}> after"
    assert redactor.content(f"é <{spelling}>".encode()) == f"é <{MASK}>".encode()
    assert redactor.finds(f"x={spelling}")


def test_of_base64_everything_that_is_written_without_a_break_is_masked() -> None:
    header = "Basic " + base64.b64encode(b"ada:correct horse").decode()

    assert Redactor(["correct horse"]).text(header) == f"Basic {MASK}"


def test_a_short_secret_is_masked_only_where_nothing_adjoins() -> None:
    redactor = Redactor(["42"])

    assert redactor.text("pin=42 of 1428") == f"pin={MASK} of 1428"


def test_the_longer_of_two_secrets_is_masked_whole() -> None:
    assert Redactor(["hunter", "hunter2 more"]).text("hunter2 more") == MASK


def test_secrets_that_overlap_are_masked_whole() -> None:
    assert Redactor(["sword", "wordfish"]).text("a swordfish") == f"a {MASK}"


def test_many_secrets_take_little_longer_than_one() -> None:
    redactor = Redactor(f"s3cret-{number:x}-{number * 7919:x}" for number in range(64))
    body = b'{"name": "Ada", "note": "say \\"hello\\""}, ' * 25_000
    begun = time.process_time()

    assert redactor.content(body) == body
    assert time.process_time() - begun < 3  # it is 40 ms; looking closely for each takes 5 s


def test_without_secrets_everything_stays() -> None:
    redactor = Redactor([""])

    assert not redactor
    assert redactor.text("as it is") == "as it is"
    assert redactor.content(b"\xff") == b"\xff"
    assert list(redactor.chunks([b"a", b"b"])) == [b"a", b"b"]
    assert not redactor.finds("")


def test_no_secret_is_in_what_a_redactor_shows_of_itself() -> None:
    assert "hunter2" not in repr(Redactor(["hunter2"]))


@given(secret=st.text(min_size=4, max_size=30), before=st.binary(), after=st.binary())
def test_no_secret_gets_through(secret: str, before: bytes, after: bytes) -> None:
    content = before + secret.encode() + after

    assert secret.encode() not in Redactor([secret]).content(content).replace(MASK.encode(), b"")


@given(sizes=st.lists(st.integers(1, 400), min_size=1, max_size=20))
def test_a_secret_over_the_border_of_chunks_is_masked(sizes: list[int]) -> None:
    content = (b"." * 300 + b"swordfish") * 8
    chunks, at = [], 0
    for size in sizes:
        chunks.append(content[at : at + size])
        at += size
    chunks.append(content[at:])

    redacted = b"".join(Redactor(["swordfish"]).chunks(chunks))

    assert redacted == (b"." * 300 + MASK.encode()) * 8


def test_the_redactor_of_the_same_secrets_is_made_once() -> None:
    assert redactor_of(frozenset({"abcd"})) is redactor_of(frozenset({"abcd"}))


def test_the_beginning_of_a_body_ends_with_no_part_of_a_secret() -> None:
    body = b"12345 s3cret-word 67890"

    def read(start: int, length: int) -> bytes:
        return body[start : start + length]

    redactor = Redactor(["s3cret-word"])
    assert redactor.beginning(read, 5) == b"12345"
    assert redactor.beginning(read, 9) == "12345 •••".encode()
    assert redactor.beginning(read, 100) == "12345 ••• 67890".encode()
    assert Redactor().beginning(read, 8) == b"12345 s3"
