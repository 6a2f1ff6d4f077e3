from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.errors import WorkbenchError
from workbench.formats.baseline_toml import decode_stored_response, encode_stored_response
from workbench.model import StoredBody, StoredBytes, StoredJson, StoredResponse, StoredText

WRITTEN = """\
status = 200

[headers]
Content-Type = "application/json"
Vary = ["Accept", "Cookie"]

[body]
type = "json"
text = '''
{
  "id": 7,
  "path": "C:\\\\\\\\new",
  "tags": [
    "é"
  ]
}'''
"""


def test_a_response_is_written_for_people_to_review() -> None:
    headers = (("Content-Type", "application/json"), ("Vary", "Accept"), ("Vary", "Cookie"))
    body = StoredJson({"id": 7, "path": "C:\\new", "tags": ["é"]})
    stored = StoredResponse(200, headers, body)

    assert encode_stored_response(stored) == WRITTEN.replace("\\\\\\\\", "\\\\")
    assert decode_stored_response(encode_stored_response(stored), "a") == stored


@pytest.mark.parametrize(
    "body",
    [
        StoredText(""),
        StoredText("one\ntwo\n"),
        StoredText("a\r\nb\x00'''\"\"\"\\"),
        StoredText("\nfirst line empty"),
        StoredJson("\ud800 \u2028 \x7f"),
        StoredJson(None),
        StoredJson([1, 1.5, True, {}]),
        StoredBytes("ab" * 32, 12),
    ],
)
def test_each_kind_of_body_reads_back(body: StoredBody) -> None:
    stored = StoredResponse(204, (), body)

    assert decode_stored_response(encode_stored_response(stored), "a.toml") == stored


def test_a_file_may_say_little() -> None:
    assert decode_stored_response("status = 204", "a.toml") == StoredResponse(204)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "status"),
        ('status = "ok"', '"status" must be a whole number, not text'),
        ("status = 200\n[body]\ntype = 'xml'", 'unknown type of a stored body "xml"'),
        ("status = 200\n[body]\ntype = 'json'\ntext = '{'", "the stored body is not JSON"),
        ("status = 200\n[headers]\nA = 1", '"headers'),
        ("status", "not valid TOML"),
    ],
)
def test_a_file_that_is_none_has_one_problem(text: str, what: str) -> None:
    with pytest.raises(WorkbenchError) as error:
        decode_stored_response(text, "a.toml")

    (problem,) = error.value.problems
    assert what in problem.what
    assert problem.where.startswith("a.toml")


VALUES = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(max_size=9)
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(VALUES, st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
def test_any_body_reads_back(value: Any, text: str) -> None:
    for body in (StoredJson(value), StoredText(text)):
        written = encode_stored_response(StoredResponse(200, (), body))
        again = decode_stored_response(written, "a.toml")

        assert repr(again.body) == repr(body)
