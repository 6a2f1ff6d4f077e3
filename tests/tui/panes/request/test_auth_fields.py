import pytest

from workbench.formats.auth_table import AUTHS
from workbench.model import (
    ApiKeyAuth,
    AuthSpec,
    AwsSigV4Auth,
    BasicAuth,
    BearerAuth,
    DigestAuth,
    InheritAuth,
    NetrcAuth,
    NoAuth,
    OAuth2Auth,
)
from workbench.tui.panes.request.auth_fields import (
    FIELDS,
    auth_from,
    describe,
    seen,
    texts_of,
)


@pytest.mark.parametrize("kind", AUTHS)
def test_every_field_of_every_kind_can_be_edited(kind: str) -> None:
    names = {field.name for field in FIELDS[kind]}
    texts = {field.name: (field.choices or ("x",))[-1] for field in FIELDS[kind]}

    assert names == set(AUTHS[kind].__dataclass_fields__)
    assert texts_of(auth_from(kind, texts)) == texts


def test_a_field_that_holds_something_is_seen_whatever_the_grant() -> None:
    texts = texts_of(OAuth2Auth(device_url="http://h"))

    assert "device_url" in seen("oauth2", texts)
    assert "username" not in seen("oauth2", texts)
    assert seen("basic", {}) == ("username", "password")


@pytest.mark.parametrize(
    ("auth", "words"),
    [
        (BasicAuth("ada", "secret"), "basic as ada"),
        (BasicAuth("", "secret"), "basic"),
        (DigestAuth("ada", "secret"), "digest as ada"),
        (BearerAuth("secret"), "a bearer token"),
        (ApiKeyAuth("X-Key", "secret", "query"), "the key X-Key in the query"),
        (OAuth2Auth(client_secret="secret"), "OAuth 2 by client-credentials"),
        (AwsSigV4Auth("id", "secret", "", "eu", "s3"), "an AWS signature for s3 in eu"),
        (NetrcAuth(), "the user's netrc file"),
        (NoAuth(), "no credentials"),
        (InheritAuth(), "no credentials"),
    ],
)
def test_every_kind_has_words_without_secrets(auth: AuthSpec, words: str) -> None:
    assert describe(auth) == words
