import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.store.slug import same, slug


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Create a user", "create-a-user"),
        ("GET /users/{id}", "get-users-id"),
        ("Größe", "größe"),
        ("日本語", "日本語"),
        ("../../etc/passwd", "etc-passwd"),
        (".git/hooks/post-checkout", "git-hooks-post-checkout"),
        ("--help", "help"),
        ("name.", "name"),
        ("a\nb", "a-b"),
        ("CON", "con-1"),
        ("Lpt1", "lpt1-1"),
        ("Folder", "folder-1"),
        ("collection", "collection-1"),
        ("environments", "environments-1"),
        ("", "unnamed"),
        ("...", "unnamed"),
        ("🙂", "unnamed"),
        ("x" * 300, "x" * 60),
    ],
)
def test_names_become_safe_file_names(name: str, expected: str) -> None:
    assert slug(name) == expected


@pytest.mark.parametrize("taken", ["Login", "LOGIN", "login"])
def test_a_taken_name_gets_a_number(taken: str) -> None:
    assert slug("Login", [taken]) == "login-2"
    assert slug("Login", [taken, "login-2"]) == "login-3"


def test_compositions_of_a_letter_are_the_same_name() -> None:
    assert same("é") == same("e\u0301") == same("É")
    assert slug("e\u0301", ["é"]) == "é-2"


@given(st.text(max_size=400))
@settings(deadline=None)
def test_any_name_becomes_one_harmless_path_part(name: str) -> None:
    made = slug(name)

    assert made == slug(made)
    assert 0 < len(made.encode()) <= 63
    assert not set(made) & set('/\\.:*?"<>|\0\n ~$')
    assert made[0] != "-"
    assert made[-1] != "-"
