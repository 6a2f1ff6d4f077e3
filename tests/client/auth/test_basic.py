import pytest

from workbench.client import (
    APIKeyAuth,
    Auth,
    BasicAuth,
    BearerAuth,
    FunctionAuth,
    LocalProtocolError,
    Request,
)
from workbench.client.h1 import Outgoing


def authorized(auth: Auth) -> Request:
    return next(auth.auth_flow(Request("GET", "http://h/")))


@pytest.mark.parametrize(
    ("auth", "header"),
    [
        (BasicAuth("Aladdin", "open sesame"), "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="),
        (BasicAuth("test", "123£"), "Basic dGVzdDoxMjPCow=="),
        (BasicAuth(b"a", b""), "Basic YTo="),
        (BearerAuth("mF_9.B5f-4.1JqM"), "Bearer mF_9.B5f-4.1JqM"),
    ],
    ids=["RFC 7617", "RFC 7617 in UTF-8", "bytes", "RFC 6750"],
)
def test_credentials_become_a_header(auth: Auth, header: str) -> None:
    assert authorized(auth).headers["Authorization"] == header


def test_the_plain_scheme_adds_nothing() -> None:
    assert "Authorization" not in authorized(Auth()).headers


def test_credentials_do_not_show_in_a_repr() -> None:
    assert "s3cret" not in repr(BasicAuth("u", "s3cret")) + repr(BearerAuth("s3cret"))


def test_a_token_with_a_line_break_is_refused_without_being_shown() -> None:
    with pytest.raises(LocalProtocolError, match="'Authorization'") as caught:
        Outgoing(authorized(BearerAuth("s3cret\r\nX: y")))
    assert "s3cret" not in str(caught.value)


def test_an_api_key_goes_into_a_header_or_the_query() -> None:
    assert authorized(APIKeyAuth("k")).headers["X-API-Key"] == "k"
    assert authorized(APIKeyAuth("k", name="Token")).headers["Token"] == "k"
    assert authorized(APIKeyAuth("k&", name="key", place="query")).url == "http://h/?key=k%26"


def test_an_api_key_has_no_other_place() -> None:
    with pytest.raises(ValueError, match="'cookie'"):
        APIKeyAuth("k", place="cookie")  # type: ignore[arg-type]  # test


def test_a_function_changes_the_request() -> None:
    def sign(request: Request) -> Request:
        request.headers["X-Signed"] = request.method
        return request

    assert authorized(FunctionAuth(sign)).headers["X-Signed"] == "GET"
