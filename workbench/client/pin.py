"""Pinned public keys: the SHA-256 of a certificate's SubjectPublicKeyInfo (RFC 7469). No I/O."""

from base64 import b64decode, b64encode
from binascii import Error
from collections.abc import Mapping, Sequence

from .der import element

VERSION = 0xA0
PinTypes = str | Sequence[str]


def digests(pins: PinTypes) -> frozenset[bytes]:
    """Return the digests that pins stand for: `sha256/BASE64`, curl's `sha256//BASE64`, or hex.

    Raises ValueError for anything else: a pin that cannot match would be no protection.
    """
    texts = pins.split(";") if isinstance(pins, str) else list(pins)
    if not texts:
        raise ValueError("pin= needs at least one key")
    return frozenset(digest(text.strip()) for text in texts)


def digest(text: str) -> bytes:
    """Return the 32 bytes one pin stands for."""
    encoded = text.removeprefix("sha256").lstrip("/:")
    try:
        found = bytes.fromhex(encoded) if len(encoded) == 64 else b64decode(encoded, validate=True)
    except (ValueError, Error):
        found = b""
    if len(found) != 32:
        raise ValueError(f"a pin is sha256/ and 32 bytes in base64, not {text!r}")
    return found


def host_pins(
    pin: PinTypes | Mapping[str, PinTypes] | None,
) -> tuple[tuple[str, frozenset[bytes]], ...]:
    """Return digests by host; the host "" is any."""
    if pin is None:
        return ()
    if isinstance(pin, Mapping):
        return tuple((host.lower(), digests(pins)) for host, pins in pin.items())
    return (("", digests(pin)),)


def fingerprint(certificate: bytes) -> str:
    """Return the pin of a certificate (DER), as `sha256/BASE64`."""
    from hashlib import sha256

    return "sha256/" + b64encode(sha256(public_key(certificate)).digest()).decode("ascii")


def public_key(certificate: bytes) -> bytes:
    """Return the SubjectPublicKeyInfo in a certificate, both DER; raises ValueError.

    RFC 5280, section 4.1: it is the sixth field behind the optional version.
    """
    to_be_signed = next(element(certificate).children(), None)
    if to_be_signed is None:
        raise ValueError("the certificate is cut short")
    fields = [one for one in to_be_signed.children() if one.tag != VERSION]
    if len(fields) < 6:
        raise ValueError("the certificate is cut short")
    return fields[5].encoded
