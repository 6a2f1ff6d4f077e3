import json
import re
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.errors import Problem
from workbench.model import Value
from workbench.templating import Filled, Scope, escape, json_body, variables_of

from .moment import env, resolver, secret

SCOPES = [
    secret(pin='s"3'),
    *env(age=36, price=Decimal("1.10"), ok=True, none=None, tags=["a", 1], user={"n": "{{age}}"}),
    *env(text='say "hi"\n\\', empty="", five="5", evil='", "admin": true, "x": "'),
]


def body(text: str) -> Filled:
    resolving = resolver(SCOPES)
    filled = json_body(resolving, text, "body")
    resolving.finish()
    return filled


def problems(text: str, scopes: list[Scope] = SCOPES) -> list[Problem]:
    resolving = resolver(scopes)
    json_body(resolving, text, "body")
    return list(resolving.problems)


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ('{"a": "{{age}}"}', '{"a": 36}'),
        ('{"a": "{{ price }}", "b": "{{ok}}"}', '{"a": 1.10, "b": true}'),
        ('["{{none}}", "{{tags}}","{{user}}"]', '[null, ["a",1],{"n":36}]'),
        ('"{{age}}"', "36"),
        ('{"a": "is {{age}}"}', '{"a": "is 36"}'),
        ('{"a": "{{age}}{{ok}}"}', '{"a": "36true"}'),
        ('{"a": " {{tags}}"}', '{"a": " [\\"a\\",1]"}'),
        ('{"a": "{{text}}"}', '{"a": "say \\"hi\\"\\n\\\\"}'),
        ('{"a": "{{five}}"}', '{"a": "5"}'),
        ('{"a": "{{five | number}}"}', '{"a": 5}'),
        ('{"a": "{{empty}}"}', '{"a": ""}'),
        ('{"{{age}}" : 1, "{{age}}": "{{age}}"}', '{"36" : 1, "36": 36}'),
        ('{"a": {{age}}, "b": {{tags}}}', '{"a": 36, "b": ["a",1]}'),
        ('{"a": {{five}}, "b": {{text | json}}}', '{"a": 5, "b": "say \\"hi\\"\\n\\\\"}'),
        ('{"a": "{{evil}}"}', '{"a": "\\", \\"admin\\": true, \\"x\\": \\""}'),
        ('{"a": "q\\"{{age}}", "b": {{age}}}', '{"a": "q\\"36", "b": 36}'),
        (r'{"a": "\\\\{{age}}"}', r'{"a": "\\36"}'),
        (r'{"a": "\{{age}}"}', '{"a": "{{age}}"}'),
        ('{"a": "{{nope | default("x")}}"}', '{"a": "x"}'),
        ('{ "a" :\r\n\t 1.0e0 }', '{ "a" :\r\n\t 1.0e0 }'),
    ],
)
def test_values_go_in_as_json(text: str, filled: str) -> None:
    assert body(text).text == filled


def test_a_value_cannot_follow_half_an_escape() -> None:
    (problem,) = problems('{\n"a": "x\\\\{{text}}"}')

    assert problem.what == "a single backslash stands before a value"
    assert problem.where == "body:2:10"
    assert "four" in problem.hint


@pytest.mark.parametrize("value", [float("nan"), Decimal("Infinity"), [1, {"a": float("inf")}]])
@pytest.mark.parametrize("text", ['{"a": {{x}}}', '{"a": "{{x}}"}'])
def test_what_json_cannot_say_is_told(value: Value, text: str) -> None:
    (problem,) = problems(text, env(x=value))

    assert problem.what == "JSON has no infinity and no NaN"


def test_what_cannot_be_filled_in_stays() -> None:
    text = '{"a": "{{nope}}", "b": {{prompt(\'age\')}}, "c": "{{7*7}}", "d": "{{age}}"}'
    resolving = resolver(SCOPES)

    filled = json_body(resolving, text, "body")

    assert filled.text == text.replace('"{{age}}"', "36")
    assert not filled.complete
    assert len(resolving.problems) == 2
    assert len(resolving.needs) == 1


def test_secrets_taint_a_body() -> None:
    filled = body('{"a": "{{pin}}"}')

    assert filled.text == '{"a": "s\\"3"}'
    assert filled.secret
    assert filled.secrets == {'s"3'}


JSON: st.SearchStrategy[Value] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@given(JSON, st.booleans())
@settings(deadline=None)
def test_an_escaped_json_text_stays_byte_for_byte(value: Value, plain: bool) -> None:
    text = json.dumps(value, ensure_ascii=plain, indent=1)

    assert body(escape(text)).text == text


@given(JSON, JSON, st.text(), st.text())
@settings(deadline=None)
def test_values_in_valid_json_leave_it_valid(a: Value, b: Value, before: str, after: str) -> None:
    """`<a>` and `<b>` become templates once all that is around them is JSON."""
    scopes = [Scope("captures", variables_of({"a": a, "b": b}), literal=True)]
    before, after = before.replace("<", ""), after.replace("<", "")
    shape = {
        "whole": "<a>",
        "in": f"{before}<a><b>{after}",
        "edge": f'{before}"<a>',
        f"<b>{after}": [1, "<b>"],
    }
    text = re.sub(r"(\\*)<([ab])>", r"\1\1{{\2}}", escape(json.dumps(shape)))
    resolving = resolver(scopes)

    filled = json.loads(json_body(resolving, text, "body").text)

    in_text = {name: resolving.text(f"{{{{{name}}}}}", "").text for name in "ab"}
    assert filled == {
        "whole": a,
        "in": before + in_text["a"] + in_text["b"] + after,
        "edge": f'{before}"{in_text["a"]}',
        in_text["b"] + after: [1, b],
    }
