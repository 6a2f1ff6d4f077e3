import pytest

from workbench.engine.secret_places import (
    SecretPlace,
    secret_places,
    secrets_in,
    with_reference,
    with_secret,
    without_literal,
)
from workbench.model import (
    ApiKeyAuth,
    BasicAuth,
    BearerAuth,
    Environment,
    FormBody,
    GraphQLBody,
    NoBody,
    RequestSpec,
    Row,
    SecretReference,
    TextBody,
    Variable,
)

TOKEN = "ghp_" + "a1B2" * 10


@pytest.mark.parametrize(
    ("spec", "where", "name"),
    [
        (RequestSpec(headers=(Row("X-Api-Key", TOKEN),)), "headers.X-Api-Key", "x_api_key"),
        (RequestSpec(headers=(Row("Authorization", f"Bearer {TOKEN}"),)),
         "headers.Authorization", "token"),
        (RequestSpec(params=(Row("key", TOKEN),)), "params.key", "key"),
        (RequestSpec(auth=ApiKeyAuth("k", TOKEN)), "auth.value", "value"),
        (RequestSpec(body=TextBody("json", f'{{"t": "{TOKEN}"}}')), "body.text", "secret"),
        (RequestSpec(body=FormBody((Row("t", TOKEN),))), "body.t", "t"),
        (RequestSpec(body=GraphQLBody(variables=TOKEN)), "body.variables", "variables"),
        (RequestSpec(variables=(Variable("t", TOKEN),)), "variables.t", "t"),
    ],
)  # fmt: skip
def test_what_looks_like_a_secret_is_found(spec: RequestSpec, where: str, name: str) -> None:
    assert secret_places(spec) == (SecretPlace(where, "a GitHub token", TOKEN, name),)


def test_literals_in_secret_fields_are_secrets_and_references_are_none() -> None:
    found = secret_places(RequestSpec(auth=BasicAuth("ada", "hunter2")))

    assert found == (SecretPlace("auth.password", "a password", "hunter2", "password"),)
    assert secret_places(RequestSpec(auth=BearerAuth("{{token}}"))) == ()
    assert secret_places(RequestSpec(body=NoBody())) == ()


def test_a_password_in_a_url_is_found_alone() -> None:
    (found,) = secret_places(RequestSpec(url="http://ada:hunter2@h/"))

    assert (found.literal, found.name) == ("hunter2", "password")


def test_a_known_secret_is_found_in_a_longer_text_unless_it_is_short() -> None:
    spec = RequestSpec(headers=(Row("A", "x swordfish y"), Row("B", "abc"), Row("C", "xabc")))

    found = secret_places(spec, ("swordfish", "abc"))

    assert [(each.where, each.literal) for each in found] == [
        ("headers.A", "swordfish"), ("headers.B", "abc"),
    ]  # fmt: skip


def test_a_place_never_prints_its_secret() -> None:
    assert TOKEN not in repr(secret_places(RequestSpec(url=TOKEN)))


def test_a_reference_takes_the_place_of_every_occurrence() -> None:
    spec = RequestSpec(
        name=TOKEN,
        headers=(Row("A", f"Bearer {TOKEN}"),),
        auth=BearerAuth(TOKEN),
        body=TextBody("json", f'["{TOKEN}"]'),
    )

    assert with_reference(spec, TOKEN, "token") == RequestSpec(
        name=TOKEN,
        headers=(Row("A", "Bearer {{token}}"),),
        auth=BearerAuth("{{token}}"),
        body=TextBody("json", '["{{token}}"]'),
    )


def test_a_variable_that_is_all_secret_names_it() -> None:
    environment = Environment(
        "local",
        (
            Variable("API_KEY", TOKEN),
            Variable("url", "https://ada:s3cret@h/"),
            Variable("limit", 20),
            Variable("of", "{{token}}"),
            Variable("met", "known secret"),
        ),
    )

    assert [(p.where, p.kind, p.literal, p.name) for p in secrets_in(environment, ["secret"])] == [
        ("variables.API_KEY", "a GitHub token", TOKEN, "API_KEY"),
        ("variables.url", "a password in a URL", "s3cret", "secret"),
        ("variables.met", "a known secret", "secret", "secret"),
    ]


def test_a_literal_goes_from_an_environment_and_a_reference_comes() -> None:
    key, url = Variable("key", TOKEN), Variable("url", f"http://h?k={TOKEN}")
    environment = Environment("local", (key, url, Variable("limit", 20)))

    assert without_literal(environment, TOKEN, "key").variables == (
        Variable("url", "http://h?k={{key}}"),
        Variable("limit", 20),
    )
    assert without_literal(environment, TOKEN, "k").variables[0] == Variable("key", "{{k}}")
    reference = SecretReference("key", "env:KEY")
    assert with_secret(environment, reference).secrets == (reference,)
