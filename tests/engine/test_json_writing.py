import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.engine.json_writing import json_fault, pretty_json

DOCUMENTS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=8,
)


@pytest.mark.parametrize(
    "text",
    ["", "  ", "[1]", '{"a": {{age}}}', '{"a": "{{age}}"}', '{"a": "x {{b | default(\'"\')}} y"}',
     '[{{a}}, {{b}}]', '{{{members}}}', '{ {{members}} }', "{{body}}", '{"{{key}}": 1}',
     '{"a": {"b": {{c}}}}', "1e400", '{"a": 1.10, "a": 2}'],
)  # fmt: skip
def test_texts_that_can_become_json_have_no_fault(text: str) -> None:
    assert json_fault(text) == ""


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('{"a": {{age}},\n "b" 2}', "2:6"),
        ('{"a": nope}', "1:7"),
        ('{"a": "{{id}}" "b"}', "1:16"),
        ("[" * 100_000, "1:1"),
    ],
)
def test_a_fault_has_its_place(text: str, place: str) -> None:
    at, _, what = json_fault(text).partition(" ")

    assert at == place
    assert what


def test_layout_keeps_numbers_duplicates_and_templates_as_they_are_written() -> None:
    text = '{"a":1.10,"a":[{{x}},"{{y | default(\'{"}\')}}"],"b":{},"c":[ ],"d":{"e":{{f}}}}'

    assert pretty_json(text) == (
        '{\n  "a": 1.10,\n  "a": [\n    {{x}},\n    "{{y | default(\'{"}\')}}"\n  ],\n'
        '  "b": {},\n  "c": [],\n  "d": {\n    "e": {{f}}\n  }\n}'
    )


@given(DOCUMENTS)
def test_layout_changes_nothing_but_space(document: Any) -> None:
    text = json.dumps(document)

    pretty = pretty_json(text)

    assert json.loads(pretty) == document
    assert pretty_json(pretty) == pretty


@given(st.text(alphabet='{}[]",: \n\\a1', max_size=30))
def test_no_text_loses_a_character_that_is_no_space(text: str) -> None:
    def bare(text: str) -> str:
        return "".join(text.split())

    assert bare(pretty_json(text)) == bare(text)
