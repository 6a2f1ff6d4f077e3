from dataclasses import replace

from workbench.engine.order import Order, SessionValues
from workbench.engine.scopes import scopes_of
from workbench.model import (
    Collection,
    Defaults,
    Environment,
    Folder,
    Options,
    RequestSpec,
    Row,
    SecretReference,
    Variable,
)
from workbench.templating import MASK
from workbench.tui.outer import Outer, outer_headers, outer_options, outer_variables

ROOT = Folder(
    "",
    "Shop",
    defaults=Defaults(
        headers=(Row("Accept", "*/*"), Row("X-A", "0")),
        options=Options(timeout=3, verify=False),
        variables=(Variable("page", 1), Variable("size", 5), Variable("x", "root")),
    ),
)
INNER = Folder(
    "users",
    "Users",
    defaults=Defaults(
        headers=(Row("accept", removed=True), Row("X-B", "1"), Row("X-B", "2")),
        options=Options(timeout=9),
        variables=(Variable("size", removed=True), Variable("x", "inner")),
    ),
)


def test_headers_come_from_the_nearest_folder_that_has_them() -> None:
    assert outer_headers((ROOT, INNER)) == (
        Outer(Row("X-A", "0"), "collection.toml"),
        Outer(Row("X-B", "1"), "users/folder.toml"),
        Outer(Row("X-B", "2"), "users/folder.toml"),
    )


def test_options_name_the_file_that_sets_them() -> None:
    found = outer_options((ROOT, INNER))

    assert found == {
        "timeout": (9, "users/folder.toml"), "verify": (False, "collection.toml"),
    }  # fmt: skip


def test_variables_of_environment_and_session_win_and_secrets_are_masked() -> None:
    environment = Environment(
        "local", (Variable("x", "env"),), (SecretReference("token", "env:TOKEN"),)
    )
    collection = Collection(replace(ROOT, children=(INNER,)), {"local": environment})
    spec = RequestSpec(variables=(Variable("own", 1),))
    order = Order(collection, spec, "users/list", "local")
    values = SessionValues().capturing("id", 7).capturing("key", "hidden", secret=True)

    found = outer_variables(scopes_of(order, values))

    assert found == (
        Outer(Row("id", "7"), "captured", wins=True),
        Outer(Row("key", MASK), "captured", wins=True),
        Outer(Row("token", MASK, description="env:TOKEN"), "environments/local.toml", wins=True),
        Outer(Row("x", "env"), "environments/local.toml", wins=True),
        Outer(Row("page", "1"), "collection.toml"),
    )
