"""Turn the client's errors into Failures.

The client's classes decide; the words are chosen here, once, for every front end.
"""

import os
import ssl
from collections.abc import Iterator
from urllib.parse import urlsplit

from workbench import client
from workbench.errors import Problem
from workbench.model import Failure

from .address import without_password

# How OpenSSL says that what came back was no TLS at all; it depends on the version.
NOT_TLS = ("WRONG_VERSION_NUMBER", "RECORD_LAYER_FAILURE", "HTTP_REQUEST", "PACKET_LENGTH_TOO_LONG")
# What is wrong with a certificate, by OpenSSL's number of it.
CERTIFICATES = {
    9: "its certificate is not valid yet: is the clock of this machine right?",
    10: "its certificate is over: renew it, or check the clock of this machine",
    62: "its certificate is for other names: check the host in the URL",
    64: "its certificate is for other addresses: use a name that it is for",
}
UNKNOWN_AUTHORITY = (
    "no authority this system knows has signed its certificate;"
    " options.verify = false sends without checking"
)


def failure_of(error: Exception, url: str, limits: client.Timeout) -> Failure:
    """Return why there is no complete response; `url` is the one asked last."""
    where = _address(url)
    match error:
        case client.InvalidURL() | client.UnsupportedProtocol():
            shown = without_password(url)
            return Failure("url", Problem(f'cannot send to "{shown}": {_line(error)}'))
        case client.ConnectTimeout():
            return _late(f"no connection to {where} within {limits.connect:g} s", "connect_timeout")
        case client.ReadTimeout():
            return _late(f"nothing from {where} for {limits.read:g} s", "read_timeout")
        case client.WriteTimeout():
            return _late(f"{where} took nothing for {limits.write:g} s", "write_timeout")
        case client.PoolTimeout():
            return _late(f"no free connection within {limits.pool:g} s", "pool_timeout")
        case client.TotalTimeout():
            return _late(f"no complete response within {limits.total:g} s", "timeout")
        case client.NameResolutionError():
            name = urlsplit(url).hostname or ""
            hint = "check the name, or the network"
            return Failure("dns", Problem(f'no address found for "{name}"', hint=hint))
        case client.TLSError():
            return Failure("tls", _tls_problem(error, where))
        case client.ConnectError():
            return Failure("connect", _connect_problem(error, where))
        case client.NetworkError():
            return Failure("connect", _broken_connection(error, where, url))
        case client.LocalProtocolError():
            return Failure("unsent", Problem(f"cannot be sent: {_line(error)}"))
        case client.RemoteProtocolError():
            return Failure("protocol", _protocol_problem(error, where))
        case client.DecodingError():
            what = _line(error).replace("the body", "it", 1)
            hint = 'the header "Accept-Encoding: identity" asks for it as it is'
            return Failure("body", Problem(f"the body cannot be decoded: {what}", hint=hint))
        case OSError():
            return Failure("connect", Problem(f"{where}: {_line(error)}"))
        case _:
            return Failure("protocol", Problem(f"{where}: {_line(error)}"))


def _late(what: str, option: str) -> Failure:
    return Failure("timeout", Problem(what, hint=f"raise options.{option}, or check the server"))


def _tls_problem(error: Exception, where: str) -> Problem:
    for cause in _causes(error):
        if isinstance(cause, ssl.SSLCertVerificationError):
            what = f"TLS failed: {where} is not trusted: {cause.verify_message}"
            hint = CERTIFICATES.get(getattr(cause, "verify_code", 0), UNKNOWN_AUTHORITY)
            return Problem(what, hint=hint)
        if isinstance(cause, ssl.SSLError) and cause.reason in NOT_TLS:
            what = f"TLS failed: {where} does not speak TLS"
            return Problem(what, hint="try http:// instead of https://")
    return Problem(f"TLS failed with {where}: {_line(error)}")


def _broken_connection(error: Exception, where: str, url: str) -> Problem:
    line, broke = _line(error), "the connection broke "
    told = f" {line.removeprefix(broke)}" if line.startswith(broke) else f": {line}"
    hint = "send it again, or look into the server's log"
    if urlsplit(url).scheme in ("http", "ws"):
        hint += "; where TLS is spoken, https:// is needed"
    return Problem(f"the connection to {where} broke{told}", hint=hint)


def _protocol_problem(error: Exception, where: str) -> Problem:
    line, hint = _line(error), ""
    if "mid-body" in line:
        hint = "what came until then is kept; send it again for the rest"
    elif "not HTTP" in line:
        hint = "does an HTTP server listen on this port?"
    return Problem(f"{where} broke the rules of HTTP: {line}", hint=hint)


def _connect_problem(error: Exception, where: str) -> Problem:
    for cause in _causes(error):
        if isinstance(cause, ConnectionRefusedError):
            return Problem(f"{where} refused the connection", hint="is the server running?")
        if isinstance(cause, OSError) and cause.errno:
            what = f"no connection to {where}: {os.strerror(cause.errno).lower()}"
            return Problem(what, hint="check the address, the network, and a proxy on the way")
    return Problem(f"no connection to {where}: {_line(error)}")


def _causes(error: BaseException) -> Iterator[BaseException]:
    seen: BaseException | None = error
    while seen is not None:
        yield seen
        if isinstance(seen, BaseExceptionGroup):  # several addresses were tried
            for inner in seen.exceptions:
                yield from _causes(inner)
        seen = seen.__cause__ or seen.__context__


def _line(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__


def _address(url: str) -> str:
    """Return `host:port` of a URL, or the URL if it has none."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        return url
    if not host:
        return url
    name = f"[{host}]" if ":" in host else host
    return f"{name}:{port or (443 if parts.scheme == 'https' else 80)}"
