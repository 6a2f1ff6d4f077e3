from hypothesis import given
from hypothesis import strategies as st

from workbench.model import SecretReference, Value, Variable
from workbench.templating import (
    CommandNeed,
    EnvNeed,
    FileNeed,
    Reach,
    ResponseNeed,
    Scope,
    SecretNeed,
    uses,
    variables_of,
)

from .moment import env, resolver

TOKEN = SecretReference("token", "env:SHOP_TOKEN")


def test_everything_that_texts_lead_to_is_found_in_order() -> None:
    scopes = [
        Scope("environment", secrets=(TOKEN,)),
        *env(
            auth="Bearer {{token | trim}}",
            table={"a": ["{{file('a.txt')}}", 1], "b": "{{nope}}"},
            unused="{{command('rm -rf /')}}",
        ),
    ]

    assert uses(["{{auth}} {{env('A')}}", "{{table | json}}", "{{auth}}"], scopes) == Reach(
        names=("auth", "token", "table", "nope"),
        functions=("env", "trim", "json", "file"),
        needs=(EnvNeed("A"), SecretNeed(TOKEN), FileNeed("a.txt")),
        missing=("nope",),
    )


def test_names_among_arguments_count() -> None:
    assert uses(["{{a | hmac(key=k)}}"], env(a="1", k="{{env('K')}}")) == Reach(
        ("a", "k"), ("hmac", "env"), (EnvNeed("K"),)
    )


def test_values_that_are_no_templates_reach_nothing() -> None:
    scopes = [Scope("captures", variables_of({"a": "{{env('A')}}"}), literal=True)]

    assert uses([r"{{a}}\{{env('B')}}", 1, None], scopes) == Reach(names=("a",))


def test_a_shadowed_or_removed_value_is_not_reached() -> None:
    inner = Scope("request", (Variable("a", "1"), Variable("b", removed=True)))
    outer = env(a="{{env('A')}}", b="{{env('B')}}")

    assert uses(["{{a}}{{b}}"], [inner, *outer]) == Reach(names=("a", "b"), missing=("b",))


def test_variables_that_refer_to_each_other_end() -> None:
    assert uses(["{{a}}"], env(a="{{b}}", b="{{a}}")).names == ("a", "b")


def test_what_cannot_work_asks_for_nothing() -> None:
    assert uses(["{{env()}}{{env(a)}}{{nope('x')}}{{7*7}}"], env(a="1")) == Reach(
        names=("a",), functions=("env", "nope")
    )


TEXTS = st.sampled_from(
    [
        "{{a}}",
        "{{b | default('x')}}",
        "{{env('A')}}",
        "{{env('B') | upper}}",
        "{{command('ls') | hmac(key=c)}}",
        "{{response('login', '$.t', within='1m')}}",
        "{{a | env}}",
        "x",
    ]
)


@given(st.lists(TEXTS), TEXTS, TEXTS, st.lists(TEXTS))
def test_a_resolution_never_asks_for_more(texts: list[str], a: str, b: str, c: list[str]) -> None:
    items: list[Value] = list(c)
    scopes = env(a=a, b=b, c=items)
    resolving = resolver(scopes)
    for text in texts:
        resolving.text(text, "url")

    reach = uses(texts, scopes)

    assert set(resolving.needs) <= set(reach.needs)
    assert {type(need) for need in reach.needs} <= {EnvNeed, CommandNeed, ResponseNeed}
