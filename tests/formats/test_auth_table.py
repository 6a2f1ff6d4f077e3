from typing import Any

import pytest

from workbench.errors import WorkbenchError
from workbench.formats.auth_table import AUTHS, auth_name, auth_values, decode_auth, encode_auth
from workbench.formats.typed import Source
from workbench.model import (
    ApiKeyAuth,
    AuthSpec,
    AwsSigV4Auth,
    BasicAuth,
    BearerAuth,
    InheritAuth,
    OAuth2Auth,
)

SOURCE = Source("[auth]\ntype = 1\ngrant = 2\n", "a.toml")


@pytest.mark.parametrize(
    "auth",
    [
        *(kind() for kind in AUTHS.values()),
        BasicAuth("u", "p"),
        ApiKeyAuth("k", "v", "query"),
        OAuth2Auth("password", "http://t", client_id="me", username="u", send_client="body"),
        AwsSigV4Auth("a", "s", region="eu-west-1"),
    ],
    ids=repr,
)
def test_a_credential_reads_back(auth: AuthSpec) -> None:
    assert decode_auth(encode_auth(auth), SOURCE) == (auth, ())
    assert decode_auth(auth_values(auth), SOURCE) == (auth, ())


def test_what_has_its_default_is_not_written() -> None:
    assert encode_auth(ApiKeyAuth(value="v")) == {"type": "api-key", "value": "v"}
    assert auth_values(ApiKeyAuth())["place"] == "header"


def test_every_credential_has_a_name() -> None:
    assert [auth_name(kind()) for kind in AUTHS.values()] == list(AUTHS)


def test_an_empty_table_inherits() -> None:
    assert decode_auth({}, SOURCE) == (InheritAuth(), ())
    assert decode_auth({"note": 1}, SOURCE) == (InheritAuth(), ())


def test_a_type_that_nobody_knows_is_listed_and_not_read() -> None:
    assert decode_auth({"type": "hawk", "username": 1}, SOURCE) == (
        InheritAuth(),
        ('auth type "hawk"',),
    )


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({"token": "t"}, "a.toml:1: .auth. has no type"),
        ({"type": 1}, 'a.toml:2: "auth.type" must be text'),
        ({"type": "bearer", "token": 1}, '"auth.token" must be text'),
        ({"type": "oauth2", "grant": "pasword"}, 'a.toml:3: .*"pasword"\nhint: did you mean "pass'),
    ],
    ids=["missing", "no text", "token", "grant"],
)
def test_a_wrong_credential_is_placed(table: dict[str, Any], message: str) -> None:
    with pytest.raises(WorkbenchError, match=message):
        decode_auth(table, SOURCE)


def test_a_token_is_read_without_what_else_is_in_the_table() -> None:
    assert decode_auth({"type": "bearer", "token": "t", "x": 1}, SOURCE)[0] == BearerAuth("t")
