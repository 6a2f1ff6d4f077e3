import pytest

from workbench.graphql.faults import MOST, faults

from .samples import SCHEMA


@pytest.mark.parametrize(
    ("text", "what", "hint"),
    [
        ("{ usr { id } }", 'Query has no field "usr"', 'did you mean "user"'),
        ("{ user { nmae } }", 'User has no field "nmae"', 'did you mean "name"'),
        ("{ user(idd: 1) { id } }", 'user has no argument "idd"', 'did you mean "id"'),
        ("{ users(filter: {nam: 1}) { id } }", 'Filter has no "nam"', 'did you mean "name"'),
        ("{ user { ... on Usr { id } } }", 'there is no type "Usr"', 'did you mean "User"'),
        ("query($a: Rol) { user { id } }", 'there is no type "Rol"', 'did you mean "Role"'),
    ],
)
def test_what_the_schema_does_not_know_is_named(text: str, what: str, hint: str) -> None:
    (fault,) = faults(text, SCHEMA)

    assert fault.what == what
    assert hint in fault.hint
    assert text[fault.start : fault.end] in what


@pytest.mark.parametrize(
    "text",
    ["{ user { __typename id } __schema { types { anything } } }", "{ a: user { b: id } }",
     "{ user @skip(if: true) { id } }", "{ {{name}} }", "subscription { tick }",
     "{ user(id: {{id}}) { id } }"],
)  # fmt: skip
def test_what_is_known_or_cannot_be_is_no_fault(text: str) -> None:
    assert faults(text, SCHEMA) == ()


def test_there_is_a_limit() -> None:
    assert len(faults("{" + "x " * 1000 + "}", SCHEMA)) == MOST
