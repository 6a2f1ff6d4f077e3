"""Twins: an async and a sync definition whose sources differ in `async` and `await` alone."""

import inspect
import re
from typing import Any

REWRITES = (
    (r"\bawait ", ""),
    (r"\basync (def|for|with)\b", r"\1"),
    (r"\bAsync(ByteStream)", r"Sync\1"),
    (r"\bAsync(\w)", r"\1"),
    (r"\bStopAsyncIteration", "StopIteration"),
    (r"\basynccontextmanager\b", "contextmanager"),
    (r"__a(iter|next|enter|exit)__", r"__\1__"),
    (r"\bhandle_async_request\b", "handle_request"),
    (r"\b(enter|push)_async_(context|callback)\b", r"\1_\2"),
    (r"\bpush_callback\b", "callback"),
    (r"\ba(aside|bound|call_hook|close|discard|drive|open_stream|open_websocket|read)\b", r"\1"),
    (r"\bparallel_async\b", "parallel"),
    (r"\bwebsocket\.asynchronous\b", "websocket.sync"),
    (r"for tasks", "for threads"),
)


def as_sync(text: str) -> str:
    """Rewrite async source as its sync twin should read, on one line."""
    for pattern, other in REWRITES:
        text = re.sub(pattern, other, text)
    return " ".join(text.split()).replace("( ", "(").replace(" )", ")").replace(",)", ")")


def differences(one: Any, other: Any, apart: tuple[str, ...] = ()) -> tuple[str, str]:
    """Return what should be equal of both sources: all but the lines named in `apart`."""
    source, twin = (
        "".join(
            line
            for line in inspect.getsource(each).splitlines(keepends=True)
            if line.strip() not in apart
        )
        for each in (one, other)
    )
    return as_sync(source), as_sync(twin)
