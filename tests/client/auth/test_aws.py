"""Signature Version 4 against the vectors that AWS published."""

import pytest

from tests.client.conftest import OpenClient
from tests.server.loopback import Loopback
from workbench.client import AWSSigV4Auth, Headers, Request
from workbench.client.auth.aws import canonical_path, canonical_query
from workbench.client.body import IteratorStream
from workbench.client.url import URL

# 2015-08-30 12:36:00 and 2013-05-24 00:00:00, UTC
SUITE_TIME, S3_TIME = 1440938160.0, 1369353600.0
UNRESERVED = "-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


def signed(request: Request, auth: AWSSigV4Auth) -> Headers:
    return next(auth.auth_flow(request)).headers


def signature(headers: Headers) -> str:
    return headers["authorization"].rpartition("Signature=")[2]


def suite(token: str | None = None) -> AWSSigV4Auth:
    return AWSSigV4Auth(
        "AKIDEXAMPLE",
        "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
        region="us-east-1",
        service="service",
        token=token,
        clock=lambda: SUITE_TIME,
    )


def plain(method: str, url: str, headers: list[tuple[str, str]], body: bytes = b"") -> Request:
    """Return a request with no other headers than the vector's."""
    request = Request(method, url, content=body)
    request.headers = Headers([("Host", request.url.netloc.decode()), *headers])
    return request


@pytest.mark.parametrize(
    ("method", "path", "headers", "body", "expected"),
    [
        ("GET", "/", [], b"", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
        (
            "GET", "/?Param2=value2&Param1=value1", [], b"",
            "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500",
        ),
        (
            "GET",
            f"/?{UNRESERVED}={UNRESERVED}",
            [], b"", "9c3e54bfcdf0b19771a7f523ee5669cdf59bc7cc0884027167c21bb143a40197",
        ),
        (
            "GET", "/",
            [("My-Header1", "value2"), ("My-Header1", "value2"), ("My-Header1", "value1")], b"",
            "c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea",
        ),
        (
            "GET", "/", [("My-Header1", " value1"), ("My-Header2", ' "a   b   c"')], b"",
            "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736",
        ),
        ("POST", "/", [], b"", "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"),
        (
            "POST", "/?Param1=value1", [], b"",
            "28038455d6de14eafc1f9222cf5aa6f1a96197d7deb8263271d420d138af7f11",
        ),
        (
            "POST", "/", [("Content-Type", "application/x-www-form-urlencoded")],
            b"Param1=value1",
            "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a",
        ),
        ("GET", "/a/../b/..", [], b"",
         "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
        ("GET", "//", [], b"", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
    ],
    ids=[
        "get-vanilla", "get-vanilla-query-order-key-case", "get-vanilla-query-unreserved",
        "get-header-key-duplicate", "get-header-value-trim", "post-vanilla", "post-vanilla-query",
        "post-x-www-form-urlencoded", "get-relative-relative", "get-slash",
    ],
)  # fmt: skip
def test_the_published_suite(
    method: str, path: str, headers: list[tuple[str, str]], body: bytes, expected: str
) -> None:
    request = plain(method, f"https://example.amazonaws.com{path}", headers, body)

    assert signature(signed(request, suite())) == expected


@pytest.mark.parametrize(
    ("method", "path", "headers", "body", "expected"),
    [
        (
            "GET", "/test.txt", [("Range", "bytes=0-9")], b"",
            "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
        ),
        (
            "PUT", "/test$file.text",
            [("Date", "Fri, 24 May 2013 00:00:00 GMT"),
             ("x-amz-storage-class", "REDUCED_REDUNDANCY")],
            b"Welcome to Amazon S3.",
            "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd",
        ),
        (
            "GET", "/?lifecycle", [], b"",
            "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543",
        ),
        (
            "GET", "/?max-keys=2&prefix=J", [], b"",
            "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7",
        ),
    ],
    ids=["get object", "put object", "get lifecycle", "list objects"],
)  # fmt: skip
def test_the_examples_of_the_s3_manual(
    method: str, path: str, headers: list[tuple[str, str]], body: bytes, expected: str
) -> None:
    auth = AWSSigV4Auth(
        "AKIAIOSFODNN7EXAMPLE",
        "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
        region="us-east-1",
        service="s3",
        clock=lambda: S3_TIME,
    )
    request = plain(method, f"https://examplebucket.s3.amazonaws.com{path}", headers, body)

    assert signature(signed(request, auth)) == expected


def test_a_session_token_is_signed_too() -> None:
    headers = signed(Request("GET", "https://h/"), suite("s3ssion"))

    assert headers["x-amz-security-token"] == "s3ssion"
    assert "SignedHeaders=host;x-amz-date;x-amz-security-token," in headers["authorization"]


def test_what_may_change_on_the_way_is_not_signed() -> None:
    request = Request("GET", "https://h/", headers={"User-Agent": "u", "Accept": "*/*", "X-A": "1"})

    assert "SignedHeaders=host;x-a;x-amz-date," in signed(request, suite())["authorization"]


def test_a_stream_to_s3_is_unsigned_and_read_for_others() -> None:
    s3 = AWSSigV4Auth("a", "b", region="r", service="s3")
    request = Request("PUT", "https://h/", content=iter([b"x"]))

    assert signed(request, s3)["x-amz-content-sha256"] == "UNSIGNED-PAYLOAD"
    assert isinstance(request.stream, IteratorStream)
    assert (s3.requires_request_body, suite().requires_request_body) == (False, True)


@pytest.mark.parametrize(
    ("url", "other", "s3"),
    [
        ("http://h/a b", "/a%2520b", "/a%20b"),
        ("http://h/a//b", "/a/b", "/a//b"),
        ("http://h/~a$b", "/~a%24b", "/~a%24b"),
        ("http://h/%ff", "/%25ff", "/%FF"),
    ],
)
def test_paths_are_encoded_twice_but_for_s3(url: str, other: str, s3: str) -> None:
    assert canonical_path(URL(url), is_s3=False).lower() == other.lower()
    assert canonical_path(URL(url), is_s3=True) == s3


def test_a_query_is_sorted_and_encoded_once() -> None:
    assert canonical_query("b=2&a=%7e&a=/&c&=&a=1") == "=&a=%2F&a=1&a=~&b=2&c="


@pytest.mark.anyio
async def test_the_wire_has_what_was_signed(open_client: OpenClient, server: Loopback) -> None:
    await open_client(auth=suite()).get(server / "echo", params={"q": "a b"})

    (seen,) = server.requests
    assert seen.target == "/echo?q=a%20b"
    assert (seen.header("authorization") or "").startswith("AWS4-HMAC-SHA256 Credential=AKID")
    assert seen.header("x-amz-date") == "20150830T123600Z"
