from workbench.graphql.schema import named

from .samples import SCHEMA


def test_a_written_type_is_made_of_a_named_one() -> None:
    assert named("[[User!]!]") == "User"


def test_fields_are_found_by_type_and_name() -> None:
    found = SCHEMA.field("Query", "users")

    assert found is not None
    assert found.type == "[User!]!"
    assert SCHEMA.field("User", "__typename") is not None
    assert SCHEMA.field("Query", "__schema") is not None
    assert SCHEMA.field("User", "__schema") is None
    assert SCHEMA.field("Nobody", "x") is None
    assert found.argument("filter") is not None
    assert found.argument("none") is None


def test_kinds_of_types() -> None:
    kinds = {name: (each.is_composite, each.is_input) for name, each in SCHEMA.types.items()}

    assert kinds["User"] == kinds["Node"] == (True, False)
    assert kinds["Role"] == kinds["Filter"] == kinds["ID"] == (False, True)
