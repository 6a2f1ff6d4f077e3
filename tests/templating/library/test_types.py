from decimal import Decimal

import pytest

from ..moment import env, fill, problems

SCOPES = env(n=1.5, yes=True, none=None, text='say "hi"\n', doc='{"a": [1.10, "x"]}', tags=["a", 1])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("{{'12' | number}}", 12),
        ("{{' 1.10 ' | number}}", Decimal("1.10")),
        ("{{n | number}}", 1.5),
        ("{{n | string}}", "1.5"),
        ("{{none | string}}", "null"),
        ("{{'No' | bool}}", False),
        ("{{1 | bool}}", True),
        ("{{none | bool}}", False),
        ("{{yes | bool}}", True),
        ("{{text | json}}", '"say \\"hi\\"\\n"'),
        ("{{tags | json}}", '["a",1]'),
        ("{{doc | parse_json}}", {"a": [Decimal("1.10"), "x"]}),
        ("{{'null' | parse_json}}", None),
    ],
)
def test_values_become_others(text: str, value: object) -> None:
    filled = fill(text, SCOPES).value

    assert (filled, type(filled)) == (value, type(value))


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("{{text | number}}", "the value is not a number"),
        ("{{yes | number}}", "the value is not a number"),
        ("{{2 | bool}}", "the value is neither true nor false"),
        ("{{'{' | parse_json}}", "the value is not JSON"),
        ("{{'NaN' | parse_json}}", "the value is not JSON"),
        ("{{deep | parse_json}}", "the value is not JSON"),
        ("{{'%s' | parse_json}}" % ("[" * 120 + "]" * 120), "the text grows beyond 16 MiB"),
    ],
)
def test_what_is_no_such_value_is_told(text: str, what: str) -> None:
    (problem,) = problems(text, [*SCOPES, *env(deep="[" * 200_000)])

    assert problem.what.endswith(what)
