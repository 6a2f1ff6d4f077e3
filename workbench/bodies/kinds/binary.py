"""Any bytes, as a dump; what is a text in them can be read as well."""

from workbench.bodies.kind import HEX, RAW, Claim, Kind


def _claim(_content_type: str, _head: bytes) -> Claim:
    return Claim.LAST


KIND = Kind("binary", (HEX, RAW), _claim)
