import time
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.errors import Problem, WorkbenchError
from workbench.templating import MAX_DEPTH, Resolver, Scope, escape, lookup, resolve

FUNCTIONS = {"uuid": lambda: "U", "now": lambda: "N"}


def env(**values: str) -> list[Scope]:
    return [Scope("environment", values)]


def problems(text: str, scopes: list[Scope]) -> list[Problem]:
    with pytest.raises(WorkbenchError) as caught:
        resolve(text, scopes, FUNCTIONS, "url")
    return list(caught.value.problems)


def test_the_first_scope_with_a_name_wins() -> None:
    scopes = [Scope("request", {"a": "1"}), Scope("folder", {"a": "2", "b": "3"})]

    assert resolve("{{a}}{{b}}{{uuid()}}", scopes, FUNCTIONS, "url") == "13U"
    assert lookup("b", scopes) == ("3", "folder")
    assert lookup("c", scopes) is None


def test_variables_refer_to_variables() -> None:
    assert resolve("{{url}}/x", env(url="http://{{host}}", host="h"), {}, "url") == "http://h/x"


@given(st.text(), st.text(st.sampled_from("{}ab\\")))
@settings(deadline=None)
def test_an_inserted_value_is_never_read_again(value: str, other: str) -> None:
    scopes = [Scope("session", {"a": value, "b": other}, literal=True)]

    assert resolve("<{{a}}{{b}}>", scopes, FUNCTIONS, "body") == f"<{value}{other}>"


def test_two_values_cannot_make_a_name() -> None:
    scopes = env(a=escape("{{"), b="c}}", c="no")

    assert resolve("{{a}}{{b}}", scopes, {}, "url") == "{{c}}"


def test_all_missing_names_are_told_at_once_with_their_place() -> None:
    found = problems("{{base_ur}}/{{nope}}\n{{base_ur}} {{x}}", env(base_url="x"))

    assert found == [
        Problem('unresolved "{{base_ur}}"', "url:1:1", 'did you mean "base_url"?'),
        Problem('unresolved "{{nope}}"', "url:1:13", "no variable has this name"),
        Problem('unresolved "{{x}}"', "url:2:13", "no variable has this name"),
    ]
    assert problems("a {{b}}", [])[0].where == "url:3"


def test_a_missing_name_in_a_variable_is_placed_there() -> None:
    assert problems("{{a}}", env(a="x{{b}}"))[0].where == 'variable "a":2'


def test_the_problems_of_many_fields_come_together() -> None:
    resolver = Resolver(env(a="1"), FUNCTIONS)

    assert resolver.text("{{a}}", "url") == "1"
    assert resolver.text("{{b}}", "header Accept") == "{{b}}"
    assert resolver.text("{{b}}{{7*7}}{{f()}}", "body") == "{{b}}{{7*7}}{{f()}}"

    assert [p.where for p in resolver.problems] == ["header Accept:1", "body:6", "body:13"]
    with pytest.raises(WorkbenchError) as caught:
        resolver.finish()
    assert caught.value.problems == resolver.problems


def test_without_problems_finishing_does_nothing() -> None:
    Resolver([]).finish()


def test_a_cycle_is_told_with_its_chain() -> None:
    (found,) = problems("{{a}}", env(a="{{b}}", b="{{c}}", c="{{b}}"))

    assert found.what == '"b" refers to itself: b → c → b'
    assert found.where == 'variable "c":1'


def test_a_long_chain_stops() -> None:
    names = {f"v{number}": f"{{{{v{number + 1}}}}}" for number in range(MAX_DEPTH + 1)}

    (found,) = problems("{{v0}}", env(**names))
    assert found.what == "variables refer to each other over 32 deep: v0 → v1 → v2 …"
    names[f"v{MAX_DEPTH - 1}"] = "end"
    assert resolve("{{v0}}", env(**names), {}, "url") == "end"


def test_exponential_growth_stops_soon() -> None:
    names = {f"v{number}": f"{{{{v{number + 1}}}}}" * 2 for number in range(30)}
    started = time.monotonic()

    (found,) = problems("{{v0}}", env(**names, v30="x"))

    assert "grows beyond 16 MiB" in found.what
    assert time.monotonic() - started < 1


def test_a_variable_is_resolved_once_and_a_call_each_time() -> None:
    numbers = count(1)
    resolver = Resolver(env(id="{{n()}}"), {"n": lambda: str(next(numbers))})

    assert resolver.text("{{id}} {{id}} {{n()}} {{n()}}", "body") == "1 1 2 3"


@pytest.mark.parametrize(
    ("text", "what", "hint"),
    [
        ("{{uiud()}}", 'unknown function "uiud()"', 'did you mean "uuid"?'),
        ("{{uuid('x')}}", 'wrong arguments for "uuid()": too many positional arguments', ""),
        (
            "{{7*7}}",
            '"{{7*7}}" is neither a name nor a call',
            r"write \{{ for two braces that are just text",
        ),
    ],
)
def test_what_cannot_be_called_is_told(text: str, what: str, hint: str) -> None:
    assert problems(text, []) == [Problem(what, "url:1", hint)]


def test_very_many_problems_are_cut_short() -> None:
    text = "".join(f"{{{{n{number}}}}}" for number in range(5000))

    assert len(problems(text, [])) == 100
