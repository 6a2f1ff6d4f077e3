"""Turn the client's responses into Hops, the records of what was sent and received."""

import time
from collections.abc import Iterator
from dataclasses import replace

from workbench import client
from workbench.client.cookie import CookieRefusedError
from workbench.client.cookies import MAX_PER_RESPONSE
from workbench.model import Connection, HeaderList, Hop, SetCookie, Timings
from workbench.model.exchange import MOST_REQUEST_BODY

from .address import without_password


def hop_of(response: client.Response, jar: client.Cookies | None = None) -> Hop:
    """Return the record of one request and the head of its response, as timed so far.

    `jar` is what keeps the cookies, None if nothing does.
    """
    request = response.request
    return Hop(
        method=request.method,
        url=_url_of(request),
        request_headers=_as_sent(request.headers),
        status=response.status_code,
        reason=response.reason_phrase,
        http_version=response.http_version,
        headers=_as_sent(response.headers),
        timings=timings_of(response),
        connection=_connection_of(response),
        interim=tuple(
            (status, _as_sent(headers))
            for status, headers in response.extensions.get("informational", ())
        ),
        cookies=tuple(_cookies_of(response, jar)),
        request_body=_body_of(request),
    )


def _url_of(request: client.Request) -> str:
    url = without_password(str(request.url))
    if url.startswith("http") and request.headers.get("upgrade", "").lower() == "websocket":
        return f"ws{url.removeprefix('http')}"
    return url


def trailers_of(response: client.Response) -> HeaderList:
    """Return the fields that came behind a body, none unless it came to its end."""
    try:
        return _as_sent(response.trailers)
    except client.ResponseNotRead:
        return ()


def _body_of(request: client.Request) -> bytes | None:
    try:
        content = request.content
    except client.RequestNotRead:
        return None
    return content if len(content) <= MOST_REQUEST_BODY else content[:MOST_REQUEST_BODY]


def _cookies_of(response: client.Response, jar: client.Cookies | None) -> Iterator[SetCookie]:
    """Yield what became of every Set-Cookie field."""
    url = response.request.url
    lines = [value for name, value in response.headers.raw if name.lower() == b"set-cookie"]
    for number, octets in enumerate(lines):
        line = octets.decode("utf-8", "surrogateescape")
        pair, _, attributes = line.partition(";")
        name, equals, value = pair.partition("=")
        shown = SetCookie(
            name.strip() if equals else "", (value if equals else pair).strip(), attributes.strip()
        )
        if jar is None:
            yield replace(shown, refused="this request keeps no cookies")
            continue
        if number >= MAX_PER_RESPONSE:
            yield replace(shown, refused=f"{MAX_PER_RESPONSE} cookies of a response are kept")
            continue
        try:
            cookie = jar.read(line, url)
        except CookieRefusedError as reason:
            yield replace(shown, refused=str(reason))
        else:
            domain = cookie.domain if cookie.host_only else f".{cookie.domain}"
            yield replace(
                shown, domain=domain, path=cookie.path, deleted=cookie.is_expired(time.time())
            )


def _connection_of(response: client.Response) -> Connection | None:
    timings = response.timings
    peer = timings.peer
    if peer is None:
        return None
    tls = peer.tls
    chain = () if tls is None else tls.chain or tuple(filter(None, [tls.certificate]))
    return Connection(
        address=_written(peer.address),
        local_address=_written(peer.local_address),
        proxy=peer.proxy or "",
        protocol=timings.protocol or "",
        tls_version=(tls.version or "") if tls else "",
        cipher=(tls.cipher or "") if tls else "",
        certificates=tuple(certificate.der for certificate in chain),
    )


def _written(address: tuple[str, int] | str | None) -> str:
    """Return an address as people write it: `127.0.0.1:8000`, `[::1]:8000`, a socket's path."""
    match address:
        case None:
            return ""
        case str():
            return address
        case host, port:
            return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def shown_secrets(response: client.Response) -> frozenset[str]:
    """Return the credentials that were sent as they are, to be taken out of the record.

    What a digest or a signature sends is of no use to whoever sees it.
    """
    found = set()
    for name in ("authorization", "proxy-authorization"):
        scheme, _, credentials = response.request.headers.get(name, "").partition(" ")
        if credentials and not scheme.lower().startswith(("digest", "aws4")):
            found.add(credentials.strip())
    return frozenset(found)


def _as_sent(headers: client.Headers) -> HeaderList:
    """Return headers with their names as they were on the wire, not in lower case."""
    return tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in headers.raw)


def timings_of(response: client.Response) -> Timings:
    """Return where the time of a hop went, as far as it is known by now."""
    taken = response.timings
    return Timings(
        queue=taken.queue,
        dns=taken.dns,
        connect=taken.connect,
        tls=taken.tls,
        send=taken.send,
        wait=taken.wait,
        receive=taken.receive,
        decode=taken.decode,
        reused=taken.reused,
        sent_bytes=taken.sent_bytes,
        received_bytes=taken.received_bytes,
        decoded_bytes=taken.decoded_bytes,
    )
