import json

from hypothesis import given
from hypothesis import strategies as st

from workbench.bodies.json_index import JsonIndex
from workbench.engine.masked import Masked
from workbench.engine.redact import Redactor
from workbench.store.spool import Spool

SECRET = "sword fish-123"


class Body:
    def __init__(self, content: bytes) -> None:
        self.content = content
        self.size = len(content)

    def read(self, start: int, length: int) -> bytes:
        return self.content[start : start + length]


def masked(content: bytes, *secrets: str) -> Masked:
    return Masked(Body(content), Redactor(secrets or (SECRET,)))


def test_secrets_become_stars_and_nothing_else_moves() -> None:
    source = masked(b"a sword fish-123 swims")

    assert source.size == 22
    assert source.read(0, 99) == b"a ***** ******** swims"


def test_what_was_revealed_is_shown_until_it_is_not() -> None:
    source = masked(b"a sword fish-123")
    source.reveal = True
    assert source.read(0, 99) == b"a sword fish-123"
    source.reveal = False
    assert source.read(0, 99) == b"a ***** ********"


def test_without_secrets_bytes_are_read_as_they_are() -> None:
    assert Masked(Body(b"abc"), Redactor()).read(1, 9) == b"bc"


@given(st.integers(0, 60), st.integers(1, 60))
def test_a_secret_over_the_border_of_a_read_is_found(start: int, length: int) -> None:
    content = b"." * 20 + SECRET.encode() + b"." * 20
    whole = masked(content).read(0, 99)

    assert masked(content).read(start, length) == whole[start : start + length]


def test_stars_leave_the_form_of_json_alone() -> None:
    secret = 'a"{b}: [c],\nd'
    content = json.dumps({"one": [secret, 1], "two": {"three": secret}}).encode()
    source = masked(content, secret)
    index = JsonIndex(source)
    index.feed(content)
    rows = index.rows(0, 99)
    text = "".join(piece for row in rows for _, piece in row)

    assert len(rows) == len(json.dumps(json.loads(content), indent=2).split("\n"))
    assert "three" in text
    assert not set("abcd") & set(text.replace("three", "").replace("one", ""))


def test_base64_of_a_secret_is_starred_as_a_whole() -> None:
    from base64 import b64encode

    token = b64encode(b"user:sword fish-123")

    assert masked(b"Basic " + token + b".").read(0, 99) == b"Basic " + b"*" * len(token) + b"."


def test_times_of_arrival_are_those_of_the_source() -> None:
    spool = Spool()
    spool.append(b"a")

    assert Masked(spool, Redactor()).arrived(0) == 0
    assert masked(b"a").arrived(0) is None


def test_a_text_that_was_decoded_is_masked_like_the_bytes() -> None:
    source = masked(b"")
    assert SECRET not in source.text(f"a {SECRET} swims")
    source.reveal = True
    assert source.text(f"a {SECRET} swims") == f"a {SECRET} swims"
