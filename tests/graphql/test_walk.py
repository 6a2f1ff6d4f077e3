import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.graphql.tokens import tokens
from workbench.graphql.walk import Walk

from .samples import SCHEMA


def walked(text: str) -> tuple[list[str], Walk]:
    walk = Walk(SCHEMA)
    named = walk.walk(tokens(text))
    return [f"{each.what} {each.owner}.{each.token.text}" for each in named], walk


def test_each_name_has_its_owner() -> None:
    found, walk = walked(
        "query Q($i: [ID!] = [1], $f: Filter = {name: 1}) {\n"
        "  me: user(id: $i) @include(if: $f) { id friends(first: 2) { name }\n"
        "  ... on User { admin } }\n"
        '  users(filter: {and: {role: ADMIN}, active: true}, roles: [ADMIN]) { ...F }\n'
        "}\nfragment F on User { name }\nmutation { addUser(input: {name: \"}\"}) { id } }"
    )  # fmt: skip

    assert found == [
        "type .ID", "type .Filter", "field Query.user", "argument user.id", "field User.id",
        "field User.friends", "argument friends.first", "field User.name", "type .User",
        "field User.admin", "field Query.users", "argument users.filter", "input Filter.and",
        "input Filter.role", "input Filter.active", "argument users.roles", "field User.name",
        "field Mutation.addUser", "argument addUser.input", "input Filter.name", "field User.id",
    ]  # fmt: skip
    assert len(walk.frames) == 1
    assert walk.fragments == {"F"}


@pytest.mark.parametrize("text", ["}", "})]", "... on", "{ a(", "{ a: b: c", "((((", "{ ...{ id"])
def test_what_is_unfinished_is_walked(text: str) -> None:
    walked(text)


@given(st.lists(st.sampled_from([*"{}()[]:=!@|& ", "...", "on", "user", "$a", "query", '"'])))
def test_anything_is_walked(pieces: list[str]) -> None:
    walked(" ".join(pieces))
