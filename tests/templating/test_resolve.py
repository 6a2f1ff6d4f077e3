import time
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.errors import Problem, WorkbenchError
from workbench.model import SecretReference, Value, Variable
from workbench.templating import (
    MASK,
    MAX_DEPTH,
    Ambient,
    EnvNeed,
    Fact,
    Facts,
    Function,
    Resolver,
    Scope,
    SecretNeed,
    escape,
    variables_of,
)
from workbench.templating.measure import MAX_NESTING

from .moment import AMBIENT, NOON, env, fill, problems, resolver, secret

TOKEN = SecretReference("token", "env:SHOP_TOKEN")


def home() -> EnvNeed:
    """Where the user lives."""
    return EnvNeed("HOME")


def shout(value: str) -> str:
    """The text, louder."""
    return f"{value}!"


def default(value: Value, otherwise: str) -> Value:
    """What there is, or something else."""
    return otherwise if value is None else value


LIBRARY = {
    "home": Function(home, "{{ home() }}", "", outside=True),
    "shout": Function(shout, "", ""),
    "default": Function(default, "", ""),
}


def test_the_first_scope_with_a_name_wins() -> None:
    scopes = [
        Scope("request", variables_of({"a": "1"})),
        Scope("folder", variables_of({"a": "2", "b": "3"})),
    ]

    assert fill("{{a}}{{b}}", scopes).text == "13"


def test_variables_refer_to_variables() -> None:
    assert fill("{{url}}/x", env(url="http://{{host}}", host="h")).text == "http://h/x"


@given(st.text(), st.text(st.sampled_from("{}ab\\|")))
@settings(deadline=None)
def test_an_inserted_value_is_never_read_again(value: str, other: str) -> None:
    scopes = [Scope("session", variables_of({"a": value, "b": other}), literal=True)]

    assert fill("<{{a}}{{b}}>", scopes).text == f"<{value}{other}>"


def test_two_values_cannot_make_a_name() -> None:
    scopes = env(a=escape("{{"), b="c}}", c="no")

    assert fill("{{a}}{{b}}", scopes).text == "{{c}}"


@given(st.text())
@settings(deadline=None)
def test_an_escaped_text_resolves_to_itself(text: str) -> None:
    assert fill("{{a}}", env(a=escape(text))).text == text


def test_a_value_that_is_one_template_keeps_its_type() -> None:
    scopes = env(age=36, tags=["a", "{{age}}", "n={{age}}"], same="{{tags}}", user={"t": "{{age}}"})

    assert fill("{{age}}", scopes).value == 36
    assert fill("{{same}}", scopes).value == ["a", 36, "n=36"]
    assert fill("{{user}}", scopes).value == {"t": 36}
    assert fill("age {{age}}, {{tags}}", scopes).value == 'age 36, ["a",36,"n=36"]'
    assert resolver(scopes).text("{{age}}", "url").value == "36"


def test_all_missing_names_are_told_at_once_with_their_place() -> None:
    found = problems("{{base_ur}}/{{nope}}\n{{base_ur}} {{ x}}", env(base_url="x"))

    assert found == [
        Problem('unresolved "{{base_ur}}"', "url:1:1", 'did you mean "base_url"?'),
        Problem('unresolved "{{nope}}"', "url:1:13", "no variable has this name"),
        Problem('unresolved "{{x}}"', "url:2:13", "no variable has this name"),
    ]
    assert problems("a {{b}}", [])[0].where == "url:3"


def test_missing_names_can_be_asked_for() -> None:
    resolving = resolver(env(a="{{b}}"))
    resolving.text("{{c}}{{a}}{{c}}", "url")

    assert resolving.missing == ("c", "b")


def test_a_name_taken_away_is_missing_with_the_reason() -> None:
    scopes = [
        Scope("folder users", (Variable("a", removed=True),), place="users/folder.toml"),
        *env(a="1"),
    ]

    assert problems("{{a}}", scopes) == [
        Problem('unresolved "{{a}}"', "url:1", "users/folder.toml takes it away")
    ]


def test_a_problem_in_a_variable_is_placed_in_its_file() -> None:
    variables = variables_of({"a": "x{{b}}"})
    scope = Scope("folder", variables, "users/folder.toml", line_of={"a": 12}.get)

    assert problems("{{a}}", env(a="x{{b}}"))[0].where == 'variable "a":2'
    assert problems("{{a}}", [scope])[0].where == 'users/folder.toml:12 variable "a":2'


def test_the_problems_of_many_fields_come_together() -> None:
    resolving = resolver(env(a="1"))

    assert resolving.text("{{a}}", "url").text == "1"
    assert resolving.text("{{b}}", "header Accept").text == "{{b}}"
    assert resolving.text("{{b}}{{7*7}}{{f()}}", "body").text == "{{b}}{{7*7}}{{f()}}"

    assert [p.where for p in resolving.problems] == ["header Accept:1", "body:9", "body:13"]
    with pytest.raises(WorkbenchError) as caught:
        resolving.finish()
    assert caught.value.problems == resolving.problems


def test_without_problems_finishing_does_nothing() -> None:
    resolver().finish()


def test_a_cycle_is_told_with_its_chain() -> None:
    (found,) = problems("{{a}}", env(a="{{b}}", b="{{c}}", c="{{b}}"))

    assert found.what == '"b" refers to itself: b → c → b'
    assert found.where == 'variable "c":1'


def test_a_long_chain_stops() -> None:
    names: dict[str, Value] = {
        f"v{number}": f"{{{{v{number + 1}}}}}" for number in range(MAX_DEPTH + 1)
    }

    (found,) = problems("{{v0}}", env(**names))
    assert found.what == "variables refer to each other over 32 deep: v0 → v1 → v2 …"
    names[f"v{MAX_DEPTH - 1}"] = "end"
    assert fill("{{v0}}", env(**names)).text == "end"


@pytest.mark.parametrize("shape", ["{0}{0}", "{0} {0}", ["{0}", "{0}"], {"a": "{0}", "b": ["{0}"]}])
def test_exponential_growth_stops_soon(shape: Value) -> None:
    def shaped(shape: Value, inner: str) -> Value:
        match shape:
            case str():
                return shape.format(inner)
            case list():
                return [shaped(item, inner) for item in shape]
            case dict():
                return {name: shaped(item, inner) for name, item in shape.items()}
            case _:
                raise AssertionError

    names = {f"v{number}": shaped(shape, f"{{{{v{number + 1}}}}}") for number in range(30)}
    started = time.thread_time()

    (found,) = problems("{{v0}}", env(**names, v30="x"))

    assert "grows beyond 16 MiB" in found.what
    assert time.thread_time() - started < 10


def test_a_variable_is_resolved_once_and_a_call_each_time() -> None:
    numbers = count(1)
    ambient = Ambient(NOON, lambda size: next(numbers).to_bytes(size))
    resolving = Resolver(env(id="{{random_hex(2)}}"), ambient=ambient)

    filled = resolving.text("{{id}} {{id}} {{random_hex(2)}} {{random_hex(2)}}", "body")

    assert filled.text == "01 01 02 03"


@pytest.mark.parametrize(
    ("text", "what", "hint", "at"),
    [
        ("{{uiud()}}", 'unknown function "uiud()"', 'did you mean "uuid"?', "1"),
        ("{{ 1 | uiud}}", 'unknown function "uiud()"', 'did you mean "uuid"?', "8"),
        (
            "{{uuid(1, 2)}}",
            'wrong arguments for "uuid()": too many positional arguments',
            "uuid(version=4), for example {{ uuid() }}",
            "1",
        ),
        (
            "{{7*7}}",
            'cannot read "{{7*7}}": "*" cannot stand here',
            r"write \{{ for two braces that are just text",
            "4",
        ),
    ],
)
def test_what_cannot_be_called_is_told(text: str, what: str, hint: str, at: str) -> None:
    assert problems(text) == [Problem(what, f"url:{at}", hint)]


def test_a_variable_and_a_function_are_told_apart() -> None:
    assert problems("{{uuid}}")[0].hint == "a function needs its parentheses: {{ uuid() }}"
    assert problems("{{host()}}", env(host="h"))[0].hint == "it is a variable: {{host}}"


def test_very_many_problems_are_cut_short() -> None:
    text = "".join(f"{{{{n{number}}}}}" for number in range(5000))

    assert len(problems(text, [])) == 100


def test_a_need_leaves_its_template_in_place_and_is_asked_for_once() -> None:
    resolving = Resolver(env(a="<{{home()}}>"), LIBRARY, ambient=AMBIENT)

    filled = resolving.text("{{a}} {{home() | shout}} {{a | shout}} {{ 1}}", "url")

    assert filled.text == "<{{home()}}> {{home() | shout}} {{a | shout}} 1"
    assert not filled.complete
    assert filled.needs == {EnvNeed("HOME")}
    assert filled.used == {"a", "home()"}
    assert resolving.needs == (EnvNeed("HOME"),)
    assert resolving.problems == ()


def test_a_met_need_is_filled_in_and_remembered() -> None:
    facts: Facts = {EnvNeed("HOME"): Fact("{{a}}")}
    resolving = Resolver(env(a="<{{home() | shout}}>"), LIBRARY, facts, ambient=AMBIENT)

    filled = resolving.text("{{a}}", "url")

    assert (filled.text, filled.secret) == ("<{{a}}!>", False)
    assert filled.used == {"a", "home()", "shout()"}
    assert filled.needs == {EnvNeed("HOME")}
    assert resolving.needs == ()


def test_a_need_that_cannot_be_met_is_a_problem_unless_there_is_a_default() -> None:
    facts: Facts = {EnvNeed("HOME"): Problem("it is not set", hint="set it")}
    resolving = Resolver([], LIBRARY, facts, ambient=AMBIENT)

    assert resolving.text("{{home() | default('/') | shout}}", "url").text == "/!"
    assert not resolving.problems
    assert not resolving.text("{{ home()}}", "url").complete
    assert resolving.problems == (Problem('"home()": it is not set', "url:1", "set it"),)


def test_what_a_default_stood_in_for_is_still_missing_elsewhere() -> None:
    scopes = [Scope("environment", secrets=(TOKEN,))]
    facts: Facts = {SecretNeed(TOKEN): Problem("it is not set")}
    resolving = resolver(scopes, facts)

    assert resolving.text("{{token | default('x')}}", "url").text == "x"
    assert not resolving.text("{{token}}", "url").complete
    assert [problem.what for problem in resolving.problems] == ['"token": it is not set']


def test_lists_in_lists_are_bounded_over_all_variables() -> None:
    def nested(inner: str) -> Value:
        value: Value = inner
        for _ in range(MAX_NESTING // 2):
            value = {"a": [value]}
        return value

    names = {f"v{number}": nested(f"{{{{v{number + 1}}}}}") for number in range(20)}

    assert [found.what for found in problems("{{v0}}", env(**names, v20="x"))] == [
        "the text grows beyond 16 MiB"
    ]


def test_a_missing_name_can_have_a_default() -> None:
    resolving = Resolver(env(a="1"), LIBRARY, ambient=AMBIENT)

    assert resolving.text("{{b | default('x')}}{{a | default('x')}}", "url").text == "x1"
    assert resolving.problems == ()


@pytest.mark.parametrize("text", ["{{a | home}}", "{{home(a)}}", "{{home(k=a)}}"])
def test_no_variable_chooses_what_is_reached_outside(text: str) -> None:
    resolving = Resolver(env(a="1"), LIBRARY, ambient=AMBIENT)

    assert resolving.text(text, "url").text == text
    (problem,) = resolving.problems
    assert problem.what == 'no variable can choose what "home()" asks for'


def test_a_variable_can_be_an_argument() -> None:
    scopes = [secret(key="k3y"), *env(text="a", other="{{text}}{{nope}}")]
    filled = fill("{{text | hmac(key=key)}}", scopes)

    assert filled.text == fill("{{'a' | hmac('k3y')}}").text
    assert filled.secrets == {"k3y", filled.text}
    assert filled.used == {"text", "key", "hmac()"}
    assert [found.what for found in problems("{{text | hmac(other)}}", scopes)] == [
        'unresolved "{{nope}}"'
    ]
    assert problems("{{text | hmac(nope)}}", scopes)[0].where == "url:15"


def test_a_secret_by_reference_is_asked_for_and_stays_secret() -> None:
    scopes = [Scope("environment", secrets=(TOKEN,)), *env(auth="Bearer {{token}}")]
    resolving = resolver(scopes)
    assert resolving.text("{{auth}}", "url").text == "Bearer {{token}}"
    assert resolving.needs == (SecretNeed(TOKEN),)
    assert resolving.text("{{auth | upper}}", "url").needs == {SecretNeed(TOKEN)}

    filled = fill("{{auth}}", scopes, {SecretNeed(TOKEN): Fact("{{s3cret}}")})

    assert filled.text == "Bearer {{s3cret}}"
    assert filled.secret
    assert filled.secrets == {"{{s3cret}}"}
    assert filled.used == {"auth", "token"}


def test_what_a_function_makes_of_a_secret_is_a_secret() -> None:
    filled = Resolver([secret(pin="1234")], LIBRARY, ambient=AMBIENT).text(
        "a={{pin | shout | shout}}", "url"
    )

    assert filled.text == "a=1234!!"
    assert filled.secrets == {"1234", "1234!", "1234!!"}
    assert filled.shown == MASK


def test_secrets_appear_in_no_problem_and_no_representation() -> None:
    scopes = [secret(pin="s3cret"), *env(a="{{pin}}", b="{{a | random_int}}{{pin | nope}}")]
    resolving = resolver(scopes)
    filled = resolving.text("{{b}} {{a}} {{a | timestamp}} {{a | uuid}}", "url")

    assert len(resolving.problems) == 4
    for thing in (resolving, resolving.problems, filled, scopes, Fact("s3cret", secret=True)):
        assert "s3cret" not in repr(thing)
    assert filled.secret


@given(
    st.lists(
        st.sampled_from(["{{open}}", "{{pin}}", "{{both | shout}}", "x", "{{ x}}"]), min_size=1
    )
)
def test_taint_only_grows(texts: list[str]) -> None:
    scopes = [secret(pin="s3cret"), *env(open="o", both="{{pin}}{{open}}")]
    resolving = Resolver(scopes, LIBRARY, ambient=AMBIENT)
    parts = [resolving.text(text, "url") for text in texts]

    whole = resolving.text("".join(texts), "url")

    assert whole.secret == any(part.secret for part in parts)
    assert whole.secrets == frozenset().union(*(part.secrets for part in parts))
