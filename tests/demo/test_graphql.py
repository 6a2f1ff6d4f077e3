import json
from typing import Any

import anyio
import pytest

from workbench.demo.app import Demo
from workbench.demo.schema import SCHEMA
from workbench.demo.users import FIRST_USERS
from workbench.graphql import QUERY, read_schema, schema_data

from .asking import answer_to, ask


def told(query: str, variables: object = None, operation: str | None = None) -> Any:
    """Return what a fresh demo answers to a query."""
    payload = {"query": query, "variables": variables, "operationName": operation}
    return answer_to("POST", "/graphql", json.dumps(payload).encode()).json


def test_it_tells_its_schema_as_the_workbench_asks_for_it() -> None:
    body = json.dumps({"query": QUERY, "operationName": "IntrospectionQuery"}).encode()
    answer = answer_to("POST", "/graphql", body, accept="text/event-stream")

    assert answer.headers["content-type"] == "application/json"
    assert read_schema(schema_data(answer.body)) == SCHEMA


@pytest.mark.parametrize(
    ("query", "variables", "data"),
    [
        ("{ user(id: 2) { name } }", None, {"user": {"name": "Grace Hopper"}}),
        ("query ($id: ID!) { user(id: $id) { id } }", {"id": 3}, {"user": {"id": "3"}}),
        ('query ($id: ID = "4") { user(id: $id) { id } }', None, {"user": {"id": "4"}}),
        ("{ user(id: 99) { name } }", None, {"user": None}),
        ('{ users(tag: ["radio"]) { name } }', None, {"users": [{"name": "Hedy Lamarr"}]}),
        ("{ a: user(id: 1) { id } b: user(id: 2) { id } }", None,
         {"a": {"id": "1"}, "b": {"id": "2"}}),
        ("{ user(id: 1) { id } user(id: 1) { ...F } } fragment F on User { ... { email } }", None,
         {"user": {"id": "1", "email": "ada@example.org"}}),
        ("query ($no: Boolean!) { user(id: 1) { id @include(if: $no) tags @skip(if: $no) } }",
         {"no": False}, {"user": {"tags": ["mathematics", "computing"]}}),
        ("{ __typename user(id: 1) { __typename } }", None,
         {"__typename": "Query", "user": {"__typename": "User"}}),
        ('{ __type(name: "Mutation") { fields { type { kind ofType { name } } } } }', None,
         {"__type": {"fields": [{"type": {"kind": "NON_NULL", "ofType": {"name": "User"}}},
                                {"type": {"kind": "OBJECT", "ofType": None}}]}}),
    ],
)  # fmt: skip
def test_a_query_is_answered_with_what_it_selects(query: str, variables: Any, data: Any) -> None:
    assert told(query, variables) == {"data": data}


def test_all_users_are_listed() -> None:
    names = [each["name"] for each in told("{ users { name } }")["data"]["users"]]

    assert names == [name for name, *_ in FIRST_USERS]


def test_of_several_operations_the_named_one_is_done() -> None:
    query = "query A { user(id: 1) { id } } query B { user(id: 2) { id } }"

    assert told(query, operation="B")["data"]["user"] == {"id": "2"}
    assert told(query)["errors"][0]["message"] == "which operation?"
    assert told(query, operation="C")["errors"][0]["message"] == 'there is no operation "C"'


def test_a_mutation_changes_the_users_that_are_under_users() -> None:
    async def story() -> None:
        demo = Demo()
        create = 'mutation { createUser(name: "Ida", tags: ["film"]) { id email } }'
        body = json.dumps({"query": create}).encode()
        made = (await ask(demo, "POST", "/graphql", body)).json["data"]["createUser"]
        assert made == {"id": "9", "email": ""}
        assert (await ask(demo, "GET", "/users/9")).json["name"] == "Ida"

        body = json.dumps({"query": "mutation { deleteUser(id: 9) { name } }"}).encode()
        gone = (await ask(demo, "POST", "/graphql", body)).json["data"]["deleteUser"]
        assert gone == {"name": "Ida"}
        assert (await ask(demo, "GET", "/users/9")).status == 404

    anyio.run(story)


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("{ user(id: 1) { nam } }", 'User has no field "nam"; did you mean "name"?'),
        ('mutation { createUser(name: " ") { id } }', '"name" must be a text'),
        ("{ users { id }", "the query ends too early"),
        ("", "which operation?"),
    ],
)
def test_what_is_wrong_with_a_query_is_said(query: str, reason: str) -> None:
    assert told(query)["errors"][0]["message"] == reason


@pytest.mark.parametrize("body", [b"[]", b'{"query": 3}', b"{}"])
def test_what_is_no_request_of_graphql_is_refused(body: bytes) -> None:
    answer = answer_to("POST", "/graphql", body)

    assert (answer.status, answer.json["error"]) == (
        400, 'a GraphQL request is a JSON object with a "query"',
    )  # fmt: skip
