"""CBOR (RFC 8949), drawn as JSON where the extra `cbor` is installed."""

import re
from importlib.util import find_spec

from workbench.bodies.decoded import decoded_view
from workbench.bodies.kind import HEX, Claim, Kind, View

_TYPE = re.compile(r"[/+]cbor$")


def decode(data: bytes) -> object:
    """Return the value of a CBOR text; raises ValueError if it is none."""
    import cbor2

    try:
        return cbor2.loads(data)
    except (cbor2.CBORDecodeError, RecursionError, OverflowError) as error:
        raise ValueError(str(error)) from None


def _claim(content_type: str, _head: bytes) -> Claim:
    known = _TYPE.search(content_type) and find_spec("cbor2") is not None
    return Claim.DECLARED if known else Claim.NONE


KIND = Kind("CBOR", (View("decoded", decoded_view(decode)), HEX), _claim)
