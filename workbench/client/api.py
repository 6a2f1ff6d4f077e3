"""One request without a client of your own: the connection is closed behind it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Unpack

from .cookies import CookieTypes
from .options import BodyCallOptions, CallOptions, SingleOptions
from .proxy import ProxyTypes
from .response import Response
from .sync_client import Client
from .timeout import TimeoutTypes
from .tls import CertMap, CertTypes, VerifyTypes
from .url import URL


def request(
    method: str,
    url: URL | str,
    *,
    cookies: CookieTypes | None = None,
    verify: VerifyTypes = True,
    cert: CertTypes | CertMap | None = None,
    proxy: ProxyTypes | None = None,
    trust_env: bool = True,
    timeout: TimeoutTypes = 5.0,
    follow_redirects: bool = False,
    **options: Unpack[SingleOptions],
) -> Response:
    """Send a request and return its response, the body read."""
    with Client(
        cookies=cookies,
        verify=verify,
        cert=cert,
        proxy=proxy,
        trust_env=trust_env,
        timeout=timeout,
        follow_redirects=follow_redirects,
    ) as client:
        return client.request(method, url, **options)


@contextmanager
def stream(
    method: str,
    url: URL | str,
    *,
    cookies: CookieTypes | None = None,
    verify: VerifyTypes = True,
    cert: CertTypes | CertMap | None = None,
    proxy: ProxyTypes | None = None,
    trust_env: bool = True,
    timeout: TimeoutTypes = 5.0,
    follow_redirects: bool = False,
    **options: Unpack[SingleOptions],
) -> Iterator[Response]:
    """Send a request and give its response unread for the length of a block."""
    with (
        Client(
            cookies=cookies,
            verify=verify,
            cert=cert,
            proxy=proxy,
            trust_env=trust_env,
            timeout=timeout,
            follow_redirects=follow_redirects,
        ) as client,
        client.stream(method, url, **options) as response,
    ):
        yield response


def get(url: URL | str, **options: Unpack[CallOptions]) -> Response:
    """Send a GET request."""
    return request("GET", url, **options)


def options(url: URL | str, **given: Unpack[CallOptions]) -> Response:
    """Send an OPTIONS request."""
    return request("OPTIONS", url, **given)


def head(url: URL | str, **options: Unpack[CallOptions]) -> Response:
    """Send a HEAD request."""
    return request("HEAD", url, **options)


def post(url: URL | str, **options: Unpack[BodyCallOptions]) -> Response:
    """Send a POST request."""
    return request("POST", url, **options)


def put(url: URL | str, **options: Unpack[BodyCallOptions]) -> Response:
    """Send a PUT request."""
    return request("PUT", url, **options)


def patch(url: URL | str, **options: Unpack[BodyCallOptions]) -> Response:
    """Send a PATCH request."""
    return request("PATCH", url, **options)


def delete(url: URL | str, **options: Unpack[CallOptions]) -> Response:
    """Send a DELETE request."""
    return request("DELETE", url, **options)
