from workbench.model import SecretReference, Variable
from workbench.templating import (
    MASK,
    Definition,
    EnvNeed,
    Fact,
    Facts,
    Scope,
    SecretNeed,
    definitions,
    explain,
    variables_of,
)

from .moment import AMBIENT, env, secret

TOKEN = SecretReference("token", "env:SHOP_TOKEN")
FOLDER = Scope(
    "folder users",
    (
        Variable("host", "{{region}}.shop.dev", description="by region"),
        Variable("gone", removed=True),
    ),
    place="users/folder.toml",
    line_of={"host": 7}.get,
)
ROOT = Scope("collection", variables_of({"host": "shop.dev", "region": "eu", "gone": "1"}))
OFF = Scope("environment local", (Variable("host", "off", enabled=False),))


def test_all_scopes_with_a_name_are_listed_and_one_won() -> None:
    found = explain("host", [OFF, FOLDER, ROOT], ambient=AMBIENT)

    assert found.definitions == (
        Definition("environment local", "", None, "off", "disabled"),
        Definition(
            "folder users",
            "users/folder.toml",
            7,
            "{{region}}.shop.dev",
            "used",
            description="by region",
        ),
        Definition("collection", "", None, "shop.dev", "shadowed"),
    )
    assert found.used == found.definitions[1]
    assert found.shown == "eu.shop.dev"


def test_a_removed_name_has_no_value() -> None:
    found = explain("gone", [FOLDER, ROOT], ambient=AMBIENT)

    assert [definition.state for definition in found.definitions] == ["removes", "shadowed"]
    assert found.used is None
    assert found.shown == ""


def test_an_unknown_name_has_no_definitions() -> None:
    found = explain("nope", [FOLDER, ROOT], ambient=AMBIENT)

    assert (found.definitions, found.resolved, found.problems) == ((), None, ())


def test_secrets_are_masked_and_references_shown() -> None:
    scopes = [secret(pin="s3cret"), Scope("environment", secrets=(TOKEN,)), *env(both="{{pin}}!")]
    facts: Facts = {SecretNeed(TOKEN): Fact("t0ken")}

    for name, written in (("pin", MASK), ("token", "env:SHOP_TOKEN"), ("both", "{{pin}}!")):
        found = explain(name, scopes, facts=facts, ambient=AMBIENT)

        assert found.used is not None
        assert found.used.written == written
        assert found.used.secret == (name != "both")
        assert found.shown == MASK
        assert "s3cret" not in repr(found)
        assert "t0ken" not in repr(found)


def test_what_a_value_lacks_is_told() -> None:
    scopes = env(a="{{b}}{{env('HOME')}}")
    found = explain("a", scopes, ambient=AMBIENT)

    assert [problem.what for problem in found.problems] == ['unresolved "{{b}}"']
    assert found.needs == (EnvNeed("HOME"),)
    assert found.shown == "{{b}}{{env('HOME')}}"


def test_all_names_are_explained_in_one_go_as_each_alone() -> None:
    scopes = [OFF, FOLDER, ROOT]
    found = definitions(scopes)

    assert list(found) == ["host", "gone", "region"]
    for name, said in found.items():
        assert said == explain(name, scopes, ambient=AMBIENT).definitions
