from workbench import client
from workbench.engine.record import hop_of, shown_secrets


def answered(*fields: tuple[str, str], url: str = "http://shop.test/x") -> client.Response:
    request = client.Request("POST", url, headers={"X-Asked": "1"}, content=b"hi")
    return client.Response(201, headers=[*fields], request=request)


def test_a_hop_has_both_heads_as_they_were_and_the_request_s_body() -> None:
    hop = hop_of(answered(("X-Answered", "2")))

    assert (hop.method, hop.url, hop.status, hop.reason) == (
        "POST",
        "http://shop.test/x",
        201,
        "Created",
    )
    assert ("X-Asked", "1") in hop.request_headers
    assert ("X-Answered", "2") in hop.headers
    assert hop.request_body == b"hi"


def test_the_password_in_a_url_is_not_recorded() -> None:
    assert "pw" not in hop_of(answered(url="http://ada:pw@shop.test/x")).url


def test_a_cookie_is_told_with_what_became_of_it() -> None:
    fields = [("Set-Cookie", "a=1; Path=/"), ("Set-Cookie", "b=2; Domain=other.test")]

    kept, refused = hop_of(answered(*fields), client.Cookies()).cookies

    assert (kept.name, kept.domain, kept.refused) == ("a", "shop.test", "")
    assert refused.refused
    assert all(cookie.refused for cookie in hop_of(answered(*fields)).cookies)


def test_credentials_are_shown_secrets_but_what_a_digest_sends_is_not() -> None:
    def secrets(value: str) -> frozenset[str]:
        request = client.Request("GET", "http://shop.test", headers={"Authorization": value})
        return shown_secrets(client.Response(200, request=request))

    assert secrets("Bearer abc") == {"abc"}
    assert secrets('Digest username="ada"') == frozenset()
