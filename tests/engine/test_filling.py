from datetime import UTC, datetime

from workbench.engine.filling import Filling
from workbench.model import (
    BasicAuth,
    Collection,
    Environment,
    Folder,
    Options,
    Part,
    RequestSpec,
    Row,
    SavedRequest,
    SecretReference,
    Variable,
)
from workbench.templating import Ambient, Fact, Resolver, Scope, SecretNeed

TOKEN = SecretReference("token", "env:T")


def filling(request: str = "users/get", **variables: str) -> Filling:
    found = tuple(Variable(name, value) for name, value in variables.items())
    scope = Scope("test", found, secrets=(TOKEN,))
    resolver = Resolver(
        [scope],
        facts={SecretNeed(TOKEN): Fact("s3cret")},
        ambient=Ambient(datetime(2026, 3, 1, tzinfo=UTC), bytes),
    )
    far = Environment("far", (Variable("there", "x"),), (SecretReference("hidden", "prompt"),))
    login = SavedRequest("auth/login", RequestSpec(captures=(Row("session", "body"),)))
    return Filling(
        resolver, request, Collection(Folder("", "Shop", children=(login,)), {"far": far})
    )


def test_every_text_of_a_value_is_filled_in_and_nothing_else() -> None:
    fill = filling(who="ada", n="1")

    assert fill.texts(BasicAuth("{{who}}", "p{{n}}"), "auth") == BasicAuth("ada", "p1")
    assert fill.texts(Options(proxy="{{n}}", timeout=2.0), "options") == Options(
        proxy="1", timeout=2.0
    )
    assert fill.texts(Part("a", "{{who}}", enabled=False), "p") == Part("a", "ada", enabled=False)


def test_rows_that_are_off_removed_or_nameless_do_not_count() -> None:
    rows = (
        Row("a", "{{who}}"),
        Row("b", "1", enabled=False),
        Row("c", removed=True),
        Row("", "x"),
        Row("{{who}}", "2"),
    )

    assert filling(who="ada").pairs(rows, "params") == [("a", "ada"), ("ada", "2")]


def test_secrets_and_who_asked_for_them_are_noted() -> None:
    fill = filling()

    assert fill.text("Bearer {{token}}", "headers.A") == "Bearer s3cret"
    assert fill.secrets == {"s3cret"}
    assert fill.take_references() == {TOKEN}
    assert fill.take_references() == frozenset()


def test_problems_name_the_request_the_field_and_the_environments_that_help() -> None:
    fill = filling()
    fill.text("{{there}}{{hidden}}{{nowhere}}", "url")
    fill.report("headers", "wrong", folder="users")

    assert [(p.where, p.hint) for p in fill.problems] == [
        ("users/get users headers", ""),
        ("users/get url:1", "an environment has it: far"),
        ("users/get url:10", "an environment has it: far"),
        ("users/get url:20", "no variable has this name"),
    ]
    bare = filling(request="")
    bare.text("{{there}}", "url")
    assert bare.problems[0].where == "url:1"


def test_a_misspelt_type_is_refused_with_the_likely_one() -> None:
    some = filling()
    some.refuse("users/get", ('auth type "barer"', 'body type "protobuf"'))

    assert [problem.hint for problem in some.problems] == [
        'did you mean "bearer"?',
        "take it out, or use a newer version",
    ]


def test_a_name_that_another_request_captures_tells_which() -> None:
    some = filling()
    some.text("{{session}} {{nobody}}", "url")

    assert [problem.hint for problem in some.problems] == [
        '"auth/login" captures it: send that before',
        "no variable has this name",
    ]
