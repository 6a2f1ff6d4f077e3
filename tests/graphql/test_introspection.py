import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.errors import WorkbenchError
from workbench.graphql.introspection import QUERY, read_schema, schema_data
from workbench.graphql.tokens import tokens

from .samples import DATA, SCHEMA


def test_the_query_is_balanced() -> None:
    texts = [token.text for token in tokens(QUERY)]

    assert texts.count("{") == texts.count("}") > 10


def test_what_the_server_answers_is_read() -> None:
    assert schema_data(json.dumps({"data": {"__schema": DATA}}).encode()) == DATA
    assert SCHEMA.roots == {"query": "Query", "mutation": "Mutation"}
    field = SCHEMA.types["Query"].fields["user"]
    assert (field.type, field.arguments[0].required, field.description) == (
        "User",
        True,
        "the user",
    )
    assert SCHEMA.types["User"].fields["old"].deprecated == "use id"
    assert SCHEMA.types["Role"].values == ("ADMIN", "GUEST")


@pytest.mark.parametrize(
    ("body", "what"),
    [
        (b"<html>", "did not answer with JSON"),
        (b"[" * 100_000, "did not answer with JSON"),
        (b"[]", "does not tell its schema$"),
        (b'{"data": null}', "does not tell its schema$"),
        (b'{"errors": [{"message": "introspection is off"}]}', "schema: introspection is off"),
    ],
)
def test_a_server_that_does_not_tell_is_one_clear_error(body: bytes, what: str) -> None:
    with pytest.raises(WorkbenchError, match=what):
        schema_data(body)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["types", "kind", "name", "fields", "args", "type", "ofType", "queryType"]),
        inner, max_size=4),
    max_leaves=30,
)  # fmt: skip


@given(st.dictionaries(st.sampled_from(["types", "queryType", "mutationType"]), JSON))
def test_no_answer_is_too_odd(data: dict[str, object]) -> None:
    assert read_schema(data).roots is not None
