"""A body that was read, as bytes, text and JSON."""

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.client import DecodingError, Response
from workbench.client.body import IteratorStream


@pytest.mark.parametrize(
    ("content_type", "content", "text"),
    [
        ("text/plain; charset=latin-1", b"\xfc", "ü"),
        ("text/plain", "ü".encode(), "ü"),
        ("text/plain; charset=zlib", b"a\xff", "a\ufffd"),
        ("text/plain; charset=utf-7", b"+AGE-", "+AGE-"),
        ("text/plain; charset=utf-16", b"a", "\ufffd"),
    ],
)
def test_text_is_decoded_by_an_allowed_charset_or_as_utf8(
    content_type: str, content: bytes, text: str
) -> None:
    assert Response(200, headers={"Content-Type": content_type}, content=content).text == text


def test_the_encoding_can_be_set() -> None:
    response = Response(200, content=b"\xe4")
    response.encoding = "latin-1"

    assert response.text == "ä"
    assert Response(200, content=b"\xe4", default_encoding="latin-1").text == "ä"


def test_a_function_may_detect_the_encoding() -> None:
    response = Response(200, content=b"\xe4", default_encoding=lambda content: "latin-1")
    unread = Response(200, stream=IteratorStream([]), default_encoding=lambda content: "latin-1")

    assert (response.encoding, response.text) == ("latin-1", "ä")
    assert unread.encoding == "utf-8"


def test_the_encoding_is_settled_once_the_text_was_seen() -> None:
    response = Response(200, text="a")
    assert response.text == "a"

    with pytest.raises(ValueError, match="after the text"):
        response.encoding = "latin-1"


def test_the_stated_charset_may_be_unknown() -> None:
    response = Response(200, headers={"Content-Type": "text/plain; charset=nonsense"})

    assert (response.charset_encoding, response.encoding) == ("nonsense", "utf-8")


def test_json_is_read_or_a_value_error() -> None:
    assert Response(200, content=b'{"a": [1.50]}').json() == {"a": [1.5]}
    for bad in (b"{", b"\xff", b"[" * 200_000):
        with pytest.raises(ValueError, match=r"nested|decode|Expecting"):
            Response(200, content=bad).json()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-32"])
def test_json_is_read_in_every_unicode_encoding(encoding: str) -> None:
    response = Response(200, content='{"a": "é💩"}'.encode(encoding))

    assert response.json() == {"a": "é💩"}


@given(st.binary(max_size=20) | st.text('{}[]",:0123eE+-.\\ntufa\ufeff', max_size=20))
def test_no_body_is_more_than_a_value_error_as_json(body: bytes | str) -> None:
    response = Response(200, content=body)
    try:
        response.json()
    except ValueError:
        assert response.content == (body.encode() if isinstance(body, str) else body)


def test_encoded_content_is_decoded() -> None:
    encoded = {"Content-Encoding": "gzip"}

    assert Response(200, headers=encoded, content=gzip.compress(b"a")).content == b"a"
    with pytest.raises(DecodingError):
        Response(200, headers=encoded, content=b"no gzip")
