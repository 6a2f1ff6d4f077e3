from dataclasses import replace

import pytest

from workbench.engine.order import Order, SessionValues
from workbench.engine.variables import explained, kind_of, variables_for
from workbench.model import (
    Collection,
    Defaults,
    Environment,
    Folder,
    RequestSpec,
    SecretReference,
    Value,
    Variable,
)
from workbench.templating import Fact, Need, SecretNeed

TOKEN = SecretReference("token", "env:TOKEN")
ROOT = Folder(
    "",
    "Shop",
    defaults=Defaults(
        variables=(
            Variable("base", "http://{{host}}"),
            Variable("limit", 20),
            Variable("gone", "here"),
            Variable("spare", "1"),
            Variable("off", "1", enabled=False),
        )
    ),
)
LOCAL = Environment("local", (Variable("host", "h:1"), Variable("gone", removed=True)), (TOKEN,))
SPEC = RequestSpec(url="{{base}}/{{missing}}?l={{limit}}&t={{token}}&g={{gone}}")
ORDER = Order(Collection(ROOT, {"local": LOCAL}), SPEC, "users", "local")
NOTHING = SessionValues()


def test_what_is_wrong_comes_first_then_what_is_used() -> None:
    found = variables_for(ORDER, NOTHING)

    assert [(each.name, each.state) for each in found] == [
        ("gone", "unresolved"),
        ("missing", "unresolved"),
        ("base", "known"),
        ("host", "known"),
        ("limit", "known"),
        ("token", "unknown"),
        ("off", "removed"),
        ("spare", "known"),
    ]
    assert [each.name for each in found if not each.is_used] == ["off", "spare"]


def test_a_variable_tells_its_value_its_kind_and_who_says_it() -> None:
    found = {each.name: each for each in variables_for(ORDER, NOTHING)}

    assert found["base"].resolved.value == "http://h:1"
    assert found["base"].source is not None
    assert found["base"].source.written == "http://{{host}}"
    assert (found["base"].kind, found["limit"].kind, found["token"].kind) == (
        "text",
        "number",
        "secret",
    )
    assert [(d.scope, d.state) for d in found["gone"].definitions] == [
        ("environment local", "removes"),
        ("collection", "shadowed"),
    ]


def test_a_secret_is_known_once_it_was_met_and_prints_nowhere() -> None:
    facts: dict[Need, Fact] = {SecretNeed(TOKEN): Fact("s3cret", secret=True)}
    found = {each.name: each for each in variables_for(ORDER, NOTHING, facts)}

    assert found["token"].state == "known"
    assert found["token"].is_secret
    assert found["token"].resolved.value == "s3cret"
    assert "s3cret" not in repr(found)


def test_what_the_user_put_in_place_wins_and_a_stand_in_for_a_secret_is_one() -> None:
    values = NOTHING.overriding("limit", 5).overriding("token", "mine", secret=True)
    found = {each.name: each for each in variables_for(ORDER, values)}

    assert found["limit"].resolved.value == 5
    assert found["limit"].source is not None
    assert found["limit"].source.scope == "session"
    assert found["token"].is_secret
    assert "mine" not in repr(found)


def test_one_name_is_explained_with_all_that_is_wrong() -> None:
    found = explained(ORDER, "missing", NOTHING)
    assert found.definitions == ()

    order = replace(ORDER, spec=RequestSpec(variables=(Variable("a", "{{b}}"),)))
    found = explained(order, "a", NOTHING)
    assert [problem.what for problem in found.problems] == ['unresolved "{{b}}"']


def test_lines_are_looked_up_where_a_name_is_said() -> None:
    asked: list[tuple[str, str, str]] = []

    def find_line(place: str, table: str, name: str) -> int | None:
        asked.append((place, table, name))
        return 7 if table == "secrets" or name != "token" else None

    found = {each.name: each for each in variables_for(ORDER, NOTHING, find_line=find_line)}

    assert found["token"].source is not None
    assert found["token"].source.line == 7
    assert ("environments/local.toml", "secrets", "token") in asked


@pytest.mark.parametrize(
    ("value", "kind"),
    [(True, "boolean"), ("", "text"), (1.5, "number"), ([], "list"), ({}, "table"), (None, "null")],
)
def test_kinds_are_words(value: Value, kind: str) -> None:
    assert kind_of(value) == kind
