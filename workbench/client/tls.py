"""TLS settings, and the contexts they stand for: made when first needed, shared by all clients.

Loading the certificate authorities takes 30 ms, so that equal settings share one context.
"""

import os
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, Union

from .errors import TLSError
from .peer import TLSPeer
from .pin import PinTypes, host_pins, public_key

if TYPE_CHECKING:
    import ssl
    from ssl import SSLContext as SSLContext

VerifyTypes = Union[bool, str, "os.PathLike[str]", "ssl.SSLContext"]
CertTypes = str | tuple[str, str] | tuple[str, str, str]
CertMap = Mapping[str, CertTypes]
Version = Literal["TLSv1.2", "TLSv1.3"]
SYSTEM = "system"


class TLSSettings:
    """How a client's connections are secured.

    `verify` is whether certificates are checked, or a file or folder of authorities to trust
    instead of certifi's, or "system" for the system's store (needs `truststore`), or a context
    of the caller's own. `cert` is a client certificate, or a mapping from host (or
    `host:port`) to one, so that it is shown to these only. With `trust_env`, SSL_CERT_FILE,
    SSL_CERT_DIR and SSLKEYLOGFILE count. `pin` is the key the peer must have, checked after
    the handshake before any byte is sent; a mapping gives each host its own.
    Raises FileNotFoundError and ValueError for what cannot be meant.
    """

    def __init__(
        self,
        verify: VerifyTypes = True,
        *,
        cert: CertTypes | CertMap | None = None,
        trust_env: bool = True,
        minimum_version: Version = "TLSv1.2",
        pin: PinTypes | Mapping[str, PinTypes] | None = None,
        http2: bool = False,
    ) -> None:
        if isinstance(verify, str | os.PathLike) and verify != SYSTEM:
            verify = os.fspath(verify)
            if not os.path.exists(verify):  # noqa: PTH110 -- a PathLike need not be a Path
                raise FileNotFoundError(f"verify= names no file or folder: {verify!r}")
        if minimum_version not in {"TLSv1.2", "TLSv1.3"}:
            raise ValueError(f"the minimum version is TLSv1.2 or TLSv1.3, not {minimum_version!r}")
        self.verify = verify
        self._certs = {"": cert} if isinstance(cert, str | tuple) else dict(cert or {})
        self._trust_env = trust_env
        self._minimum_version = minimum_version
        self._pins = dict(host_pins(pin))
        self._http2 = http2

    def context(self, host: str, port: int, http2: bool = True) -> "ssl.SSLContext":
        """Return the context for connections to a host; raises TLSError if a file is no good.

        Without `http2` it does not offer HTTP/2, although others do.
        """
        if not isinstance(self.verify, bool | str):
            assert not isinstance(self.verify, os.PathLike)
            return own_context(self.verify, self._http2, http2)
        certs = self._certs
        cert = certs.get(f"{host}:{port}") or certs.get(host) or certs.get("")
        environment = tuple(
            os.environ.get(name) or None if self._trust_env else None
            for name in ("SSL_CERT_FILE", "SSL_CERT_DIR", "SSLKEYLOGFILE")
        )
        try:
            return shared_context(
                self.verify, cert, environment, self._minimum_version, self._http2 and http2
            )
        except OSError as error:  # ssl.SSLError is one
            raise TLSError(f"no TLS with {host}: {reason(error, cert)}") from error

    def check(self, host: str, port: int, peer: TLSPeer) -> None:
        """Refuse a peer that does not have the key pinned for its host; raises TLSError."""
        pins = self._pins
        allowed = pins.get(f"{host}:{port}") or pins.get(host) or pins.get("")
        if allowed is None:
            return
        from hashlib import sha256

        der = b"" if peer.certificate is None else peer.certificate.der
        try:
            found = sha256(public_key(der)).digest()
        except ValueError as error:
            raise TLSError(f"no TLS with {host}: {error}") from error
        if found not in allowed:
            raise TLSError(f"no TLS with {host}: its public key is not the pinned one")


def own_context(context: "ssl.SSLContext", speaks: bool, offers: bool) -> "ssl.SSLContext":
    """Return a caller's own context as it is; where we speak HTTP/2 it must offer it or not."""
    if speaks:
        context.set_alpn_protocols(["h2", "http/1.1"] if offers else ["http/1.1"])
    return context


def reason(error: OSError, cert: CertTypes | None) -> str:
    """Say why a context could not be made."""
    for path in (cert,) if isinstance(cert, str) else (cert or ())[:2]:
        if isinstance(error, FileNotFoundError) and not os.path.exists(path):  # noqa: PTH110
            return f"cert= names no file: {path!r}"
    if error.filename:
        return f"{error.filename!r} cannot be read: {(error.strerror or '').lower()}"
    return f"a certificate file is not usable: {getattr(error, 'reason', None) or error}".lower()


@lru_cache(maxsize=64)
def shared_context(
    verify: bool | str,
    cert: CertTypes | None,
    environment: tuple[str | None, ...],
    minimum_version: Version,
    http2: bool,
) -> "ssl.SSLContext":
    """Return the one context for these settings."""
    context = new_context(verify, cert, environment, minimum_version)
    context.set_alpn_protocols(["h2", "http/1.1"] if http2 else ["http/1.1"])
    return context


def new_context(
    verify: bool | str,
    cert: CertTypes | None,
    environment: tuple[str | None, ...],
    minimum_version: Version,
) -> "ssl.SSLContext":
    """Return a new context. `environment` is SSL_CERT_FILE, SSL_CERT_DIR and SSLKEYLOGFILE."""
    import ssl

    cert_file, cert_dir, key_log = environment
    if verify == SYSTEM:
        context = system_context()
    else:
        # Not ssl.create_default_context: that obeys SSLKEYLOGFILE unasked.
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        if hasattr(ssl, "VERIFY_X509_PARTIAL_CHAIN"):
            context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    context.minimum_version = (
        ssl.TLSVersion.TLSv1_3 if minimum_version == "TLSv1.3" else ssl.TLSVersion.TLSv1_2
    )
    if verify is False:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    elif verify is not True and verify != SYSTEM:
        folder = os.path.isdir(verify)  # noqa: PTH112 -- a text
        context.load_verify_locations(**{"capath" if folder else "cafile": verify})
    elif verify is True and (cert_file or cert_dir):
        context.load_verify_locations(cafile=cert_file, capath=cert_dir)
    elif verify is True:
        import certifi

        context.load_verify_locations(cafile=certifi.where())
    if key_log:
        context.keylog_filename = key_log
    if cert is not None:
        context.load_cert_chain(*((cert,) if isinstance(cert, str) else cert))
    return context


def system_context() -> "ssl.SSLContext":
    """Return a context that trusts what the system trusts; ImportError without truststore."""
    import ssl

    try:
        import truststore
    except ImportError as error:
        raise ImportError(
            'verify="system" needs truststore: pip install "workbench[truststore]"'
        ) from error
    return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def create_ssl_context(
    verify: VerifyTypes = True,
    cert: CertTypes | None = None,
    trust_env: bool = True,
    *,
    minimum_version: Version = "TLSv1.2",
) -> "ssl.SSLContext":
    """Return a new context with a client's settings, to change and to pass as `verify`."""
    if not isinstance(verify, bool | str | os.PathLike):
        return verify
    settings = TLSSettings(verify, minimum_version=minimum_version)
    environment = tuple(
        os.environ.get(name) or None if trust_env else None
        for name in ("SSL_CERT_FILE", "SSL_CERT_DIR", "SSLKEYLOGFILE")
    )
    assert isinstance(settings.verify, bool | str)
    context = new_context(settings.verify, cert, environment, minimum_version)
    context.set_alpn_protocols(["http/1.1"])
    return context
