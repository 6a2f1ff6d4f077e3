"""TLS settings: one context for each, made when the first https request needs it."""

from functools import lru_cache
from typing import TYPE_CHECKING, Union

if TYPE_CHECKING:
    import ssl

VerifyTypes = Union[bool, "ssl.SSLContext"]


def context_for(verify: VerifyTypes) -> "ssl.SSLContext":
    """Return the context for a client's `verify`: shared by all clients, or the caller's own."""
    return _shared_context(verify) if isinstance(verify, bool) else verify


@lru_cache(maxsize=2)
def _shared_context(verify: bool) -> "ssl.SSLContext":
    # Loading the certificate authorities takes 30 ms, so all clients share the result.
    import ssl

    import certifi

    context = ssl.create_default_context(cafile=certifi.where())
    if not verify:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    context.set_alpn_protocols(["http/1.1"])
    return context
