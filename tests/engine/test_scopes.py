import pytest

from workbench.engine.order import Order, SessionValues
from workbench.engine.scopes import scopes_of
from workbench.errors import WorkbenchError
from workbench.model import (
    Collection,
    Defaults,
    Environment,
    Folder,
    RequestSpec,
    SecretReference,
    Variable,
)
from workbench.templating import lookup


def at(place: str) -> tuple[Variable, ...]:
    return (Variable("x", place), Variable(place, "1"))


USERS = Folder("users", "Users", defaults=Defaults(variables=at("folder")))
ROOT = Folder("", "Shop", defaults=Defaults(variables=at("collection")), children=(USERS,))
LOCAL = Environment("local", at("environment"), (SecretReference("token", "env:T"),))
SHOP = Collection(ROOT, {"local": LOCAL})
ORDER = Order(SHOP, RequestSpec(variables=at("request")), "users/get", "local", at("command line"))
VALUES = SessionValues(at("override"), at("captured"), at("secret"))
# From the strongest to the weakest.
PLACES = (
    "command line", "override", "captured", "secret", "environment", "request", "folder",
    "collection",
)  # fmt: skip


def test_the_nearest_to_the_user_wins() -> None:
    scopes = scopes_of(ORDER, VALUES)

    for index, place in enumerate(PLACES):
        found = lookup("x", scopes[index:])
        assert found is not None
        assert isinstance(found.entry, Variable)
        assert found.entry.value == place


def test_only_what_is_written_in_files_is_a_template() -> None:
    scopes = scopes_of(ORDER, VALUES)

    assert [scope.literal for scope in scopes] == [True] * 4 + [False] * 4
    assert [scope.secret for scope in scopes] == [False] * 3 + [True] + [False] * 4


def test_every_file_is_named_with_the_line_of_a_variable() -> None:
    asked = []

    def line(place: str, table: str, name: str) -> int:
        asked.append((place, table, name))
        return 7

    scopes = scopes_of(ORDER, VALUES, line)

    assert [scope.place for scope in scopes[4:]] == [
        "environments/local.toml",
        "users/get.toml",
        "users/folder.toml",
        "collection.toml",
    ]
    assert scopes[6].where("x") == 'users/folder.toml:7 variable "x"'
    assert asked == [("users/folder.toml", "variables", "x")]


def test_without_an_environment_there_is_no_scope_of_one_and_an_unknown_one_is_a_problem() -> None:
    none = Order(SHOP, RequestSpec())

    assert "environment" not in {scope.name for scope in scopes_of(none, VALUES)}
    with pytest.raises(WorkbenchError, match="there is no environment"):
        scopes_of(Order(SHOP, RequestSpec(), environment="far"), VALUES)


def test_what_a_local_file_says_comes_from_there_and_wins() -> None:
    both = Environment(
        "local",
        (Variable("x", "mine"), Variable("y", "shared")),
        (SecretReference("token", "env:T"), SecretReference("pin", "prompt")),
        local=frozenset({"x", "pin"}),
    )
    order = Order(Collection(ROOT, {"local": both}), RequestSpec(), environment="local")
    scopes = scopes_of(order, SessionValues(), lambda place, table, name: len(place))

    places = {
        name: found.scope.where(name)
        for name in ("x", "y", "token", "pin")
        if (found := lookup(name, scopes)) is not None
    }

    mine, shared = "environments/local.local.toml:29", "environments/local.toml:23"
    assert places == {
        "x": f'{mine} variable "x"',
        "y": f'{shared} variable "y"',
        "token": f'{shared} variable "token"',
        "pin": f'{mine} variable "pin"',
    }
