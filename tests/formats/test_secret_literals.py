import pytest

from workbench.formats.secret_literals import secret_literals

# Put together here, so that no scanner of repositories takes the test for a leak.
JWT = ".".join(("eyJhbGciOiJIUzI1NiJ9", "eyJzdWIiOiIxMjM0NTY3ODkwIn0", "c2lnbmF0dXJlLW9mLWl0"))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (JWT, "a JSON Web Token"),
        ("AKIA" + "ABCDEFGHIJKLMNOP", "an AWS access key"),
        ("ghp" + "_" + "a1" * 18, "a GitHub token"),
        ("gho" + "_" + "a1" * 18, "a GitHub token"),
        ("github" + "_pat_" + "a1" * 20, "a GitHub token"),
        ("glpat" + "-" + "a1" * 10, "a GitLab token"),
        ("xoxb" + "-1234567890-abcdef", "a Slack token"),
        ("sk" + "_live_" + "a1" * 12, "a Stripe key"),
        ("AIza" + "a1b2c" * 7, "a Google API key"),
        ("npm" + "_" + "a1" * 18, "an npm token"),
        ("sk" + "-" + "a1" * 24, "an API key"),
        ("sk" + "-proj-" + "a1_-" * 8, "an API key"),
        ("-----BEGIN " + "RSA PRIVATE KEY-----", "a private key"),
        ("-----BEGIN " + "PRIVATE KEY-----", "a private key"),
        ("https://ada:hunter2@shop.dev/", "a password in a URL"),
    ],
)
def test_a_secret_is_known_by_its_mark(text: str, kind: str) -> None:
    before = 'name = "x"\ntoken = "'
    (found,) = secret_literals(f'{before}{text}"\n')

    assert (found.kind, found.line, found.start) == (kind, 2, len(before))
    assert text.startswith(f'{before}{text}"'[found.start : found.end])


@pytest.mark.parametrize(
    "text",
    [
        "https://{{user}}:{{password}}@shop.dev/",
        "https://shop.dev:8000/users@home",
        "Bearer {{token}}",
        "AKIAIOSFODNN7EXAMPLE",
        "sk-loading-indicator-with-a-long-name",
        "task-management-application-for-teams",
        "-----BEGIN PUBLIC KEY-----",
        "eyJhbGciOiJIUzI1NiJ9",
        "d41d8cd98f00b204e9800998ecf8427e",
        "3fa85f64-5717-4562-b3fc-2c963f66afa6",
    ],
)
def test_what_only_looks_random_is_no_secret(text: str) -> None:
    assert list(secret_literals(text)) == []


def test_every_secret_of_a_text_is_found_at_its_line() -> None:
    text = f"a\n{JWT}\n\n{JWT} {JWT}"

    assert [found.line for found in secret_literals(text)] == [2, 4, 4]
