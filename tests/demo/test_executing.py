from typing import Any

import pytest

from workbench.demo.executing import Execution
from workbench.demo.queries import Document, QueryError
from workbench.demo.schema import SCHEMA, told

ADA = {"id": 1, "name": "Ada", "email": "ada@example.org", "tags": ["navy"]}
WIDE = " ".join(f"n{number}: name" for number in range(900))
WIDEST = f"fragment F on __Schema {{ types {{ fields {{ {WIDE} }} }} }}"


def data(query: str, **variables: Any) -> Any:
    document = Document(query)
    execution = Execution(document, document.operation(None), variables, SCHEMA)
    schema = told(SCHEMA)
    return execution.data({"user": lambda _: ADA, "users": lambda _: [ADA, ADA],
                           "__schema": lambda _: schema})  # fmt: skip


def test_only_what_is_selected_is_answered_fields_of_one_key_as_one() -> None:
    query = (
        "{ user(id: 1) { id } user(id: 1) { ...F } users { tags } } fragment F on User { email }"
    )

    assert data(query) == {
        "user": {"id": "1", "email": "ada@example.org"},
        "users": [{"tags": ["navy"]}, {"tags": ["navy"]}],
    }


def test_arguments_are_filled_in_wherever_variables_are() -> None:
    document = Document("query ($a: ID = 1, $b: ID) { users(tag: [$a, {x: $b}]) { id } }")
    execution = Execution(document, document.operation(None), {"b": 2}, SCHEMA)

    assert execution.arguments() == {"tag": [1, {"x": 2}]}


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("{ user(id: 1) }", "user needs a selection of its fields in braces"),
        ("{ user { id } }", 'user needs the argument "id"'),
        ("{ user(id: $x) { id } }", 'user needs the argument "id"'),
        ("query ($id: ID!) { user(id: $id) { id } }", 'the variable "id" is missing'),
        ("{ users { ...F } }", 'there is no fragment "F"'),
        ("{ users { nam } }", 'User has no field "nam"'),
    ],
)
def test_what_cannot_be_answered_is_refused(query: str, reason: str) -> None:
    with pytest.raises(QueryError, match=reason):
        data(query)


@pytest.mark.parametrize(
    "query",
    [
        "{ __schema { types { ...F } } } fragment F on __Type { fields { type { ...F } } }",
        "{ __schema { types { ...F } } } fragment F on __Type { ...F fields { a: type { ...F } } }",
        f"{{ a: __schema {{ ...F }} b: __schema {{ ...F }} c: __schema {{ ...F }} }} {WIDEST}",
    ],
    ids=["deep", "deeper", "wide"],
)  # fmt: skip
def test_an_answer_without_an_end_is_given_up(query: str) -> None:
    with pytest.raises(QueryError, match="that is more than the demo answers"):
        data(query)
