"""What the tests of HTTP/2 share."""

from typing import Any

import pytest
from hyperframe.frame import GoAwayFrame

from tests.server.http2 import Frames

PRIOR: dict[str, Any] = {"http1": False, "http2": True}
on_both = pytest.mark.parametrize("kind", ["asyncio", "trio"])


def say(frames: Frames, *said: Any) -> None:
    """Send frames as they are, past what h2 would allow."""
    frames.peer.send(b"".join(frame.serialize() for frame in said))


def go_away(last: int, code: int = 0) -> GoAwayFrame:
    return GoAwayFrame(0, last_stream_id=last, error_code=code)
