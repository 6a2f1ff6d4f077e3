"""MessagePack, drawn as JSON."""

from workbench.bodies.decoded import decoded_view
from workbench.bodies.kind import HEX, Claim, Kind, View

_TYPES = (
    "application/msgpack",
    "application/x-msgpack",
    "application/vnd.msgpack",
    "application/vnd.messagepack",
)


def decode(data: bytes) -> object:
    """Return the value of a MessagePack text; raises ValueError if it is none."""
    import msgspec

    try:
        return msgspec.msgpack.decode(data)
    except (msgspec.DecodeError, RecursionError) as error:
        raise ValueError(str(error)) from None


def _claim(content_type: str, _head: bytes) -> Claim:
    return Claim.DECLARED if content_type in _TYPES else Claim.NONE


KIND = Kind("MessagePack", (View("decoded", decoded_view(decode)), HEX), _claim)
