from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.checks.values import Unmet
from workbench.errors import WorkbenchError

from .sample import value_of, with_body, with_json

V = 'jsonpath "$.v"'


@pytest.mark.parametrize(
    ("value", "filters", "result"),
    [
        ("5L2g5aW95LiW55WM", "base64Decode", bytes.fromhex("e4bda0e5a5bde4b896e7958c")),
        ("5L2g5aW95LiW55WM", "base64Decode utf8Decode", "你好世界"),
        ("5L2g5aW95LiW55WM", 'base64Decode decode "utf-8"', "你好世界"),
        ("xOO6w8rAvec=", 'base64Decode charsetDecode "gb2312"', "你好世界"),
        ("你好", "utf8Encode base64Encode", "5L2g5aW9"),
        ("-_-_YQ", "base64UrlSafeDecode toHex", "fbffbf61"),
        ("-_-_YQ==", "base64UrlSafeDecode base64UrlSafeEncode", "-_-_YQ"),
        ("https%3A//mozilla.org/%3Fx%3D%D1%88", "urlDecode", "https://mozilla.org/?x=ш"),
        ("https://mozilla.org/?x=ш", "urlEncode", "https%3A//mozilla.org/%3Fx%3D%D1%88"),
        ('a > b & "c"', "htmlEscape", "a &gt; b &amp; &quot;c&quot;"),
        ("Foo &copy; bar &#x1D306; &#62;", "htmlUnescape", "Foo © bar 𝌆 >"),
    ],
)
def test_a_filter_encodes_or_decodes(value: str, filters: str, result: Any) -> None:
    assert value_of(f"{V} {filters}", with_json(value)) == result


@pytest.mark.parametrize(
    ("value", "filters", "reason"),
    [
        ("a", "base64Decode", "not base64"),
        ("a-_b", "base64Decode", "not base64"),
        ("ü", "base64UrlSafeDecode", "not base64"),
        ("text", "base64Encode", "text, not bytes"),
        ("%ff", "urlDecode", "not utf-8 text"),
        ("text", "toHex", "text, not bytes"),
        (7, "htmlEscape", "a whole number, not text"),
        ("/w==", "base64Decode utf8Decode", "not utf-8 text"),
    ],
)
def test_what_cannot_be_encoded_or_decoded_is_unmet(value: Any, filters: str, reason: str) -> None:
    with pytest.raises(Unmet, match=reason):
        value_of(f"{V} {filters}", with_json(value))


@pytest.mark.parametrize("charset", ["nope", "hex", "idna", ""])
def test_an_encoding_that_there_is_not_is_a_problem(charset: str) -> None:
    with pytest.raises(WorkbenchError, match="is not an encoding of text"):
        value_of(f'bytes decode "{charset}"')


def test_half_a_character_of_json_is_no_utf8() -> None:
    with pytest.raises(Unmet, match="half a character"):
        value_of(f"{V} utf8Encode", with_body(r'{"v": "\ud800"}'))


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_encoding_and_decoding_are_inverse(text: str) -> None:
    subject = with_json(text)

    assert value_of(f"{V} utf8Encode base64Encode base64Decode utf8Decode", subject) == text
    assert (
        value_of(f"{V} utf8Encode base64UrlSafeEncode base64UrlSafeDecode utf8Decode", subject)
        == text
    )
    assert value_of(f"{V} urlEncode urlDecode", subject) == text
    assert value_of(f"{V} htmlEscape htmlUnescape", subject) == text
