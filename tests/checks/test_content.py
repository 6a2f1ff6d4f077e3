import json

import pytest

from workbench.checks.content import (
    Content,
    decoded,
    known_charset,
    markup_of,
    parsed_json,
    position,
)
from workbench.checks.values import Unmet
from workbench.errors import WorkbenchError
from workbench.model import FRAMES


def test_the_text_is_in_the_charset_of_the_media_type() -> None:
    assert Content("ü".encode("latin1"), 'text/plain; charset="ISO-8859-1"').text == "ü"
    assert Content("ü".encode(), "text/plain").text == "ü"
    assert Content("你".encode("gb2312"), "text/plain", charset="gb2312").text == "你"


def test_a_mark_before_the_text_is_no_part_of_it() -> None:
    assert Content(b'\xef\xbb\xbf{"a":1}').json == {"a": 1}


def test_what_is_parsed_is_parsed_once() -> None:
    content = Content(b"[1]")

    assert content.json is content.json


def test_a_body_that_is_not_whole_says_why() -> None:
    content = Content(b"half", missing="the connection broke after 4 bytes")

    for question in ("octets", "raw_octets", "text", "json", "tree"):
        with pytest.raises(Unmet, match="broke after 4 bytes"):
            getattr(content, question)


def test_raw_bytes_are_the_body_unless_it_was_encoded() -> None:
    assert Content(b"a").raw_octets == b"a"
    assert Content(b"a", raw=b"\x1f").raw_octets == b"\x1f"


@pytest.mark.parametrize(
    ("text", "why", "where"),
    [
        ('{"a": 1,\n oops}', "expecting property name", "body:2:2"),
        ("", "expecting value", "body:1:1"),
        ("[NaN]", "NaN is no number there", ""),
        ("[" * 200_000, "nested too deeply", ""),
        ("1" * 5000, "is not JSON", ""),
        ("[" * 500 + "]" * 500, "nested deeper than 128 levels", ""),
    ],
)
def test_what_is_not_json_says_where(text: str, why: str, where: str) -> None:
    with pytest.raises(Unmet) as error:
        _ = Content(text.encode()).json

    assert why in error.value.reason
    assert error.value.where == where


def test_json_may_be_deep() -> None:
    assert Content(b"[" * 128 + b"]" * 128).json
    assert Content(b"7").json == 7


def test_json_keeps_its_numbers_apart() -> None:
    assert json.dumps(parsed_json("[1, 1.0, 10000000000000000365]", "it")) == (
        "[1, 1.0, 10000000000000000365]"
    )


@pytest.mark.parametrize("charset", ["utf-8", "no-such", "hex", "idna", "unicode_escape", "a\0b"])
def test_bytes_that_are_no_text_are_unmet(charset: str) -> None:
    with pytest.raises(Unmet):
        decoded(b"\xff\xfe", charset)


def test_the_likely_encoding_is_offered() -> None:
    known_charset("UTF8")
    with pytest.raises(WorkbenchError, match='did you mean "utf-8"'):
        known_charset("uft-8")


@pytest.mark.parametrize(
    ("media_type", "markup"),
    [
        ("text/html; charset=utf-8", "html"),
        ("Application/XML", "xml"),
        ("image/svg+xml", "xml"),
        ("application/xhtml+xml", "xml"),
        ("text/plain", ""),
    ],
)
def test_the_media_type_tells_html_from_xml(media_type: str, markup: str) -> None:
    assert markup_of(media_type) == markup


def test_a_place_in_the_body_counts_lines_and_columns() -> None:
    assert position("ab\ncd", 0) == "body:1:1"
    assert position("ab\ncd", 4) == "body:2:2"


@pytest.mark.parametrize(
    "media_type", ["application/x-ndjson", "application/jsonl; charset=utf-8", FRAMES]
)
def test_lines_of_json_are_a_list(media_type: str) -> None:
    content = Content(b'{"a": 1}\n\n{"a": 2}\n', media_type)

    assert content.json == [{"a": 1}, {"a": 2}]
    with pytest.raises(Unmet, match="line 2 is not JSON"):
        _ = Content(b"1\n{\n", media_type).json
