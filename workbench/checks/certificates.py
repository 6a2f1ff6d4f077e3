"""The facts of a certificate, from what Python's `ssl` says of a peer."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from . import dates
from .subject import Certificate
from .values import Unmet

_SHORT = {
    "commonName": "CN",
    "countryName": "C",
    "domainComponent": "DC",
    "localityName": "L",
    "organizationName": "O",
    "organizationalUnitName": "OU",
    "stateOrProvinceName": "ST",
}


def certificate_from(peer: Mapping[str, Any], pem: str = "") -> Certificate:
    """Return the facts in what `SSLSocket.getpeercert()` gives, and the certificate as PEM.

    Without verification `ssl` gives none of the facts: they are missing then, not wrong.
    """
    names = (f"{kind}:{name}" for kind, name in peer.get("subjectAltName", ()))
    return Certificate(
        subject=_name(peer.get("subject", ())),
        issuer=_name(peer.get("issuer", ())),
        start_date=_date(peer.get("notBefore", "")),
        expire_date=_date(peer.get("notAfter", "")),
        serial_number=str(peer.get("serialNumber", "")).lower(),
        subject_alt_name=", ".join(names),
        pem=pem,
    )


def _name(parts: Any) -> str:
    """Return a distinguished name as text: `C=US, O=An authority, CN=R3`."""
    pairs = (pair for part in parts for pair in part)
    return ", ".join(f"{_SHORT.get(kind, kind)}={value}" for kind, value in pairs)


def _date(text: str) -> datetime | None:
    try:
        return dates.read(text, "%b %e %H:%M:%S %Y GMT")
    except Unmet:
        return None
