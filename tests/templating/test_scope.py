from workbench.model import SecretReference, Variable
from workbench.templating import Scope, bindings, lookup, variables_of

TOKEN = SecretReference("token", "env:TOKEN")
INNER = Scope(
    "inner", (Variable("a", "1"), Variable("b", enabled=False), Variable("c", removed=True))
)
OUTER = Scope("outer", variables_of({"a": "2", "b": "3", "c": "4", "d": "5"}))


def test_the_first_scope_wins_and_a_disabled_variable_is_skipped() -> None:
    found = bindings([INNER, OUTER])

    assert {name: binding.scope.name for name, binding in found.items()} == {
        "a": "inner", "b": "outer", "c": "inner", "d": "outer",
    }  # fmt: skip


def test_a_removed_variable_takes_away_what_an_outer_scope_says() -> None:
    assert lookup("c", [INNER, OUTER]) is None
    assert lookup("c", [OUTER, INNER]) is not None
    assert lookup("x", [INNER, OUTER]) is None


def test_a_secret_wins_over_a_variable_of_its_scope() -> None:
    found = lookup("token", [Scope("environment", variables_of({"token": ""}), secrets=(TOKEN,))])

    assert found is not None
    assert found.entry == TOKEN


def test_a_scope_knows_where_a_name_stands() -> None:
    assert (
        Scope("folder", place="a.toml", line_of={"x": 3}.get).where("x") == 'a.toml:3 variable "x"'
    )
    assert Scope("folder", place="a.toml", line_of={"x": 3}.get).where("y") == 'a.toml variable "y"'
    assert Scope("folder").where("x") == 'variable "x"'


def test_no_value_is_in_a_representation() -> None:
    scope = Scope("secrets", variables_of({"a": "s3cret"}), secret=True)

    assert "s3cret" not in repr(scope)
    assert "s3cret" not in repr(lookup("a", [scope]))
