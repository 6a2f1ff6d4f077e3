"""Per-message deflate (RFC 7692) as an extension of wsproto, with a bound on what comes out.

wsproto's own inflates without a limit, and forgets that a message is compressed when a
ping comes between its fragments.
"""

import zlib

from wsproto.extensions import Extension
from wsproto.frame_protocol import CloseReason, FrameDecoder, FrameProtocol, Opcode, RsvBits

from .handshake import DEFAULT_WINDOW, Deflate

TAIL = b"\x00\x00\xff\xff"  # what ends a flushed block, left out on the wire
SMALLEST_WINDOW = 9  # zlib cannot write for a smaller one


class BoundedDeflate(Extension):
    """Compression of whole messages; one that inflates beyond `limit` bytes closes with 1009."""

    name = "permessage-deflate"

    def __init__(self, agreed: Deflate, limit: int) -> None:
        self._agreed = agreed
        self._limit = limit
        self._inflater: zlib._Decompress | None = None
        self._deflater: zlib._Compress | None = None
        self._compressed = False  # the message that is coming in
        self._in_data = False  # the frame that is coming in belongs to a message
        self._size = 0

    def enabled(self) -> bool:
        """Tell wsproto that the extension was agreed on."""
        return True

    def offer(self) -> bool | str:
        """Return nothing: handshake.py offers."""
        return False

    def frame_inbound_header(
        self,
        proto: FrameDecoder | FrameProtocol,
        opcode: Opcode,
        rsv: RsvBits,
        payload_length: int,
    ) -> CloseReason | RsvBits:
        """Note whether a message is compressed; only its first frame may say so."""
        self._in_data = not opcode.iscontrol()
        if rsv.rsv1 and (not self._in_data or opcode is Opcode.CONTINUATION):
            return CloseReason.PROTOCOL_ERROR
        if self._in_data and opcode is not Opcode.CONTINUATION:
            self._compressed = rsv.rsv1
            self._size = 0
        return RsvBits(rsv.rsv1, False, False)

    def frame_inbound_payload_data(
        self, proto: FrameDecoder | FrameProtocol, data: bytes
    ) -> bytes | CloseReason:
        """Return the data inflated."""
        if not (self._in_data and self._compressed):
            return data
        return self._inflated(data)

    def frame_inbound_complete(
        self, proto: FrameDecoder | FrameProtocol, fin: bool
    ) -> bytes | CloseReason | None:
        """Return the rest of a message at its end."""
        if not (fin and self._in_data and self._compressed):
            return None
        rest = self._inflated(TAIL)
        if self._agreed.peer_is_forgetful:
            self._inflater = None
        return rest

    def _inflated(self, data: bytes) -> bytes | CloseReason:
        pieces = []
        while data:
            if self._inflater is None:
                self._inflater = zlib.decompressobj(-DEFAULT_WINDOW)
            try:
                piece = self._inflater.decompress(data, self._limit - self._size + 1)
            except zlib.error:
                return CloseReason.INVALID_FRAME_PAYLOAD_DATA
            self._size += len(piece)
            if self._size > self._limit:
                return CloseReason.MESSAGE_TOO_BIG
            pieces.append(piece)
            data = b""
            if self._inflater.eof:  # a final block; a new stream follows (section 7.2.3.4)
                data, self._inflater = self._inflater.unused_data, None
        return b"".join(pieces)

    def frame_outbound(
        self,
        proto: FrameDecoder | FrameProtocol,
        opcode: Opcode,
        rsv: RsvBits,
        data: bytes,
        fin: bool,
    ) -> tuple[RsvBits, bytes]:
        """Return a message compressed; we send each in one frame."""
        if opcode.iscontrol() or not data or self._agreed.window < SMALLEST_WINDOW:
            return rsv, data
        if self._deflater is None:
            self._deflater = zlib.compressobj(
                zlib.Z_DEFAULT_COMPRESSION, zlib.DEFLATED, -self._agreed.window
            )
        packed = self._deflater.compress(data) + self._deflater.flush(zlib.Z_SYNC_FLUSH)
        if self._agreed.forgetful:
            self._deflater = None
        return RsvBits(True, rsv.rsv2, rsv.rsv3), packed.removesuffix(TAIL)
