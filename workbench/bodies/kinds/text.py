"""Any text."""

from workbench.bodies.kind import HEX, RAW, Claim, Kind
from workbench.bodies.sniff import TEXT_TYPE, reads_as_text


def _claim(content_type: str, head: bytes) -> Claim:
    declared = bool(TEXT_TYPE.match(content_type))
    return Claim.TEXT if reads_as_text(head, declared) else Claim.NONE


KIND = Kind("text", (RAW, HEX), _claim)
