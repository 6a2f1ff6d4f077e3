from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.model import Value
from workbench.templating import LIBRARY
from workbench.templating.library import ArgumentError

from ..moment import AMBIENT, env, fill, problems

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
PAIRS = [
    ("base64", "base64_decode"),
    ("base64url", "base64url_decode"),
    ("hex", "hex_decode"),
    ("url_encode", "url_decode"),
    ("html_escape", "html_unescape"),
]


def run(name: str, value: Value) -> Value:
    result = LIBRARY[name].run(AMBIENT, [value], {})
    assert isinstance(result, str)
    return result


@pytest.mark.parametrize(("encode", "decode"), PAIRS)
@given(text=TEXT)
def test_what_is_encoded_decodes_to_itself(encode: str, decode: str, text: str) -> None:
    assert run(decode, run(encode, text)) == text


@pytest.mark.parametrize("name", [name for pair in PAIRS for name in pair])
@given(text=st.text())
def test_any_text_has_a_result_or_a_problem(name: str, text: str) -> None:
    with suppress(ArgumentError):
        assert isinstance(LIBRARY[name].run(AMBIENT, [text], {}), str)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("{{'YQ' | base64_decode}}", "a"),
        ("{{lines | base64_decode}}", "abcdef"),
        ("{{'ß' | base64}}", "w58="),
        ("{{'a+b' | url_decode}}", "a+b"),
        ('{{"it\'s" | html_escape}}', "it&#x27;s"),
        ("{{12 | hex}}", "3132"),
    ],
)
def test_forms(text: str, value: str) -> None:
    assert fill(text, env(lines="YWJj\nZGVm")).text == value


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("{{'%%' | base64_decode}}", "the value is not Base64"),
        ("{{'é' | base64_decode}}", "the value is not Base64"),
        ("{{'a+/' | base64url_decode}}", "the value is not Base64 for URLs"),
        ("{{'abcde' | base64url_decode}}", "the value is not Base64 for URLs"),
        ("{{'/w' | base64_decode}}", "what it decodes to is not text"),
        ("{{'ff' | hex_decode}}", "what it decodes to is not text"),
        ("{{'fg' | hex_decode}}", "the value is not hexadecimal"),
        ("{{'%ff' | url_decode}}", "what it decodes to is not text"),
    ],
)
def test_what_cannot_be_decoded_is_told(text: str, what: str) -> None:
    (problem,) = problems(text)

    assert problem.what.endswith(what)
