"""AWS Signature Version 4 in the Authorization header.

Source: "Create a signed AWS API request" in the AWS IAM user guide, and its test suite.
"""

import re
from collections.abc import Generator
from datetime import UTC, datetime
from urllib.parse import quote, unquote

from workbench.client.ambient import WallClock, wall_clock
from workbench.client.body import ByteStream
from workbench.client.errors import AuthenticationError
from workbench.client.request import Request
from workbench.client.response import Response
from workbench.client.url import URL

from .base import Auth

ALGORITHM = "AWS4-HMAC-SHA256"
UNSIGNED = "UNSIGNED-PAYLOAD"
# What clients and proxies on the way may change, and what says nothing about the request.
NOT_SIGNED = frozenset(
    [
        "accept",
        "accept-encoding",
        "authorization",
        "connection",
        "content-length",
        "cookie",
        "expect",
        "keep-alive",
        "proxy-authorization",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
        "user-agent",
        "x-amzn-trace-id",
    ]
)


class AWSSigV4Auth(Auth):
    """A signature over the request in every request to an AWS service.

    `token` is the session token of temporary credentials. For S3 the path is taken as it
    is, the hash of the body is sent along, and a streamed body stays unsigned; for other
    services a stream is read into memory first. Spaces written "+" in a query are sent
    as %20, so that both sides sign the same.
    """

    def __init__(
        self,
        access_key: str,
        secret_key: str,
        *,
        region: str,
        service: str,
        token: str | None = None,
        clock: WallClock = wall_clock,
    ) -> None:
        self._access_key = access_key
        self._secret_key = secret_key
        self._region = region
        self._service = service
        self._token = token
        self._clock = clock
        self._is_s3 = service in {"s3", "s3-object-lambda", "s3-outposts", "s3express"}
        self.requires_request_body = not self._is_s3

    def auth_flow(self, request: Request) -> Generator[Request, Response, None]:
        """Add the signature."""
        if b"+" in request.url.query:
            query = request.url.query.replace(b"+", b"%20")
            path = request.url.raw_path.partition(b"?")[0]
            request.url = request.url.copy_with(raw_path=path + b"?" + query)
        body_hash = self._body_hash(request)
        time = datetime.fromtimestamp(self._clock(), UTC).strftime("%Y%m%dT%H%M%SZ")
        request.headers["X-Amz-Date"] = time
        if self._token is not None:
            request.headers["X-Amz-Security-Token"] = self._token
        if self._is_s3:
            request.headers["X-Amz-Content-SHA256"] = body_hash
        canonical, signed = canonical_request(request, body_hash, self._is_s3)
        scope = f"{time[:8]}/{self._region}/{self._service}/aws4_request"
        text = "\n".join((ALGORITHM, time, scope, sha256(canonical.encode())))
        signature = hmac_sha256(self._key(time[:8]), text).hex()
        request.headers["Authorization"] = (
            f"{ALGORITHM} Credential={self._access_key}/{scope}, "
            f"SignedHeaders={signed}, Signature={signature}"
        )
        yield request

    def _body_hash(self, request: Request) -> str:
        if isinstance(request.stream, ByteStream):
            return sha256(request.stream.content)
        if not self._is_s3:
            raise AuthenticationError("a streamed body cannot be signed; read it first")
        return UNSIGNED

    def _key(self, date: str) -> bytes:
        """Return the key for a day, region and service."""
        key = f"AWS4{self._secret_key}".encode()
        for part in (date, self._region, self._service, "aws4_request"):
            key = hmac_sha256(key, part)
        return key


def canonical_request(request: Request, body_hash: str, is_s3: bool) -> tuple[str, str]:
    """Return the form of a request that is signed, and the names of its signed headers."""
    fields: dict[str, list[str]] = {}
    for raw_name, raw_value in request.headers.raw:
        name = raw_name.decode("ascii", "replace").lower()
        if name not in NOT_SIGNED:
            value = re.sub(r" +", " ", raw_value.decode("utf-8", "surrogateescape").strip())
            fields.setdefault(name, []).append(value)
    names = sorted(fields)
    signed = ";".join(names)
    headers = "".join(f"{name}:{','.join(fields[name])}\n" for name in names)
    path = canonical_path(request.url, is_s3)
    query = canonical_query(request.url.query.decode("ascii"))
    return "\n".join((request.method, path, query, headers, signed, body_hash)), signed


def canonical_path(url: URL, is_s3: bool) -> str:
    """Return the path as it is signed: for all but S3 normalised and encoded once more."""
    path = url.raw_path.partition(b"?")[0].decode("ascii")
    if is_s3:
        return quote(unquote(path, errors="surrogateescape"), safe="/~", errors="surrogateescape")
    return quote(re.sub(r"/{2,}", "/", path), safe="/~")


def canonical_query(query: str) -> str:
    """Return the query as it is signed: strictly encoded and sorted."""
    pairs = []
    for part in query.split("&"):
        if part:
            name, _, value = part.partition("=")
            pairs.append((strictly(name), strictly(value)))
    return "&".join(f"{name}={value}" for name, value in sorted(pairs))


def strictly(text: str) -> str:
    """Return text with all but unreserved characters percent-encoded, once."""
    return quote(unquote(text, errors="surrogateescape"), safe="~", errors="surrogateescape")


def sha256(data: bytes) -> str:
    """Return the SHA-256 of bytes, in hex."""
    from hashlib import sha256

    return sha256(data).hexdigest()


def hmac_sha256(key: bytes, text: str) -> bytes:
    """Return the HMAC of text under a key."""
    import hmac

    return hmac.digest(key, text.encode("utf-8", "surrogateescape"), "sha256")
