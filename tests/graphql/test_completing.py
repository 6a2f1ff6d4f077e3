import pytest

from workbench.graphql.completing import complete

from .samples import SCHEMA


def offered(text: str) -> list[str] | None:
    """Return what can stand at the | of a text."""
    at = text.index("|")
    found = complete(text.replace("|", "", 1), at, SCHEMA)
    return None if found is None else [each.text for each in found.candidates]


USER = ["id", "name", "friends", "admin", "old", "__typename"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("|", ["query", "mutation", "subscription", "fragment"]),
        ("mu|", ["mutation"]),
        ("{ | }", ["user", "users", "node", "__typename"]),
        ("{ us|er }", ["user", "users"]),
        ("{ user { | } }", USER),
        ("{ user(id: 1) { friends { | } } }", USER),
        ("{ user { id } | }", ["user", "users", "node", "__typename"]),
        ("mutation { |", ["addUser", "__typename"]),
        ("{ user(|", ["id: ", "role: "]),
        ("{ user(id: 1, |", ["role: "]),
        ("{ user(role: |", ["ADMIN", "GUEST"]),
        ("{ user(role: AD|", ["ADMIN"]),
        ("{ users(filter: { | } )}", ["name: ", "role: ", "active: ", "and: "]),
        ("{ users(filter: { and: { role: G| }}}", ["GUEST"]),
        ("{ users(filter: { active: |", ["true", "false"]),
        ("{ users(roles: [|", ["ADMIN", "GUEST"]),
        ("query($id: ID!) { user(id: |", ["$id"]),
        ("query($id: ID!) { user(id: $|", ["$id"]),
        ("query($r: Ro|", ["Role"]),
        ("query($r: F|) { user { id } }", ["Filter"]),
        ("fragment F on User { name } { user { ...|", ["on", "F"]),
        ("{ node { ... on |", ["Query", "Mutation", "User", "Node"]),
        ("{ node { ... on User { na|", ["name"]),
        ("{ user @|", ["include", "skip"]),
        ("{ nobody { | } }", []),
    ],
)
def test_what_can_stand_here(text: str, expected: list[str]) -> None:
    assert offered(text) == expected


@pytest.mark.parametrize("text", ["# |", '{ user(id: "|', '{ user(id: "a|b")', '"""a\n|'])
def test_nothing_stands_in_comments_and_strings(text: str) -> None:
    assert offered(text) is None


def test_a_candidate_tells_its_type_and_what_it_is_for() -> None:
    found = complete("{ user { o", 10, SCHEMA)

    assert found is not None
    (old,) = found.candidates
    assert (old.type, old.description) == ("ID", "deprecated: use id")
    assert (found.start, found.end) == (9, 10)
