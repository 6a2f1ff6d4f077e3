from typing import Any

import pytest

from workbench.demo.queries import LONGEST, Document, QueryError, Variable


def test_a_query_is_read_with_its_variables_and_fragments() -> None:
    text = """
    query Q($id: [ID!]!, $role: Role = ADMIN @note, $one: ID) @live {
      mine: user(id: $id) @include(if: $one) { ...F ... on User { id } }
    }
    fragment F on User { name }
    """
    document = Document(text)
    operation = document.operation("Q")
    (user,) = operation.selections
    spread, inline = user.selections

    assert (operation.kind, operation.variables) == ("query", {"role": "ADMIN"})
    assert operation.needed == {"id"}
    assert (user.key, user.name, user.arguments) == ("mine", "user", {"id": Variable("id")})
    assert user.conditions == ((True, Variable("one")),)
    assert (spread.key, spread.name, inline.name) == ("", "F", "")
    assert [each.name for each in document.fragments["F"]] == ["name"]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1", 1),
        ("-2.5", -2.5),
        ("true", True),
        ("null", None),
        ("ADMIN", "ADMIN"),
        (r'"a \"b\""', 'a "b"'),
        ('"""\n  a\n    b\n"""', "a\n  b"),
        ("[1, $x]", [1, Variable("x")]),
        ("{a: {b: []}}", {"a": {"b": []}}),
    ],
)
def test_values_are_read(written: str, value: Any) -> None:
    (field,) = Document(f"{{ a(b: {written}) }}").operation(None).selections

    assert field.arguments == {"b": value}


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("{ users(tag: ) { id } }", '"\\)" is not expected'),
        ("{ users(tag ", "the query ends too early"),
        ("{ users(tag a) }", '"a" is not expected, but ":"'),
        ("query users", "the query ends too early"),
        ("users", '"users" is not expected'),
        ("{ {{hole}} }", "is not expected, but a name"),
        ("{ a(b: 1.2.3) }", "1.2.3 is no value"),
        ("fragment F of User { id }", "is on no type"),
        ("{a" * 200, "up to 40 levels deep"),
        ("{ a(b: " + "[" * 5000, "up to 40 levels deep"),
        ("query ($a: " + "[" * 5000, "the query ends too early"),
        ("#" * (LONGEST + 1), "up to 20000 characters"),
    ],
)
def test_what_is_no_query_is_refused(query: str, reason: str) -> None:
    with pytest.raises(QueryError, match=reason):
        Document(query)


def test_of_several_operations_one_has_to_be_named() -> None:
    document = Document("query A { a } mutation B { b }")

    assert document.operation("B").kind == "mutation"
    with pytest.raises(QueryError, match="which operation"):
        document.operation(None)
    with pytest.raises(QueryError, match='no operation "C"'):
        document.operation("C")
