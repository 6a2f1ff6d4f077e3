"""Where a redirect leads, and what goes along.

Credentials belong to the origin (scheme, host and port) they were given for. On the way to
another one everything is left behind that is or may be a credential.
"""

from .body import NO_BODY, BodyStream
from .errors import InvalidURL, RemoteProtocolError, UnsupportedProtocol
from .headers import Headers, is_secret
from .request import Request
from .response import Response
from .url import URL

# Client-wide headers that say nothing about who is asking. All others of the client's own
# stay at home: a custom header that every request carries is often a credential.
HARMLESS = frozenset(
    {b"accept", b"accept-encoding", b"accept-language", b"connection", b"host", b"user-agent"}
)
BODY_HEADERS = frozenset(
    {b"content-length", b"content-type", b"content-encoding", b"transfer-encoding"}
)


def redirected(
    request: Request,
    response: Response,
    *,
    defaults: Headers,
    from_auth: frozenset[bytes] = frozenset(),
) -> Request:
    """Return the request that follows a redirect.

    `defaults` are the client's own headers, `from_auth` the (lower-case) names of those
    that authentication added. A request may name more secrets in its extension
    "secret_headers".
    """
    url = target(request, response)
    method = changed_method(request.method, response.status_code)
    headers = [item for item in request.headers.raw if item[0].lower() != b"host"]
    stream: BodyStream = request.stream
    if method != request.method:
        headers = [item for item in headers if item[0].lower() not in BODY_HEADERS]
        stream = NO_BODY
    if url.origin != request.url.origin:
        named = {str(n).lower().encode() for n in request.extensions.get("secret_headers", ())}
        dropped = from_auth | named
        own = {(n.lower(), v) for n, v in defaults.raw if n.lower() not in HARMLESS}
        headers = [
            (name, value)
            for name, value in headers
            if not is_secret(name)
            and name.lower() not in dropped
            and (name.lower(), value) not in own
        ]
    headers.insert(0, (b"Host", url.netloc))
    return Request(method, url, headers=headers, stream=stream, extensions=dict(request.extensions))


def target(request: Request, response: Response) -> URL:
    """Return the absolute URL a Location header means, without credentials in it."""
    location = response.headers.get_list("location")[0]
    try:
        found = URL(location)
        url = request.url.join(found).copy_with(userinfo=None)
    except InvalidURL as error:
        raise RemoteProtocolError(f"the redirect's Location is not valid: {error}") from error
    if url.scheme not in {"http", "https"}:
        raise UnsupportedProtocol(f"the redirect leads to {url.scheme!r}, not to http or https")
    if not url.raw_host or (found.scheme and not found.raw_host):
        raise RemoteProtocolError("the redirect's Location has no host")
    if request.url.fragment and not url.fragment:
        url = url.copy_with(fragment=request.url.fragment)
    return url


def changed_method(method: str, status: int) -> str:
    """Return the method to follow with: what browsers do, RFC 9110 section 15.4 allows it."""
    if status == 303 and method != "HEAD":
        return "GET"
    if status == 302 and method != "HEAD":
        return "GET"
    if status == 301 and method == "POST":
        return "GET"
    return method
