"""Values that were decoded from a binary format, drawn as JSON."""

import base64
import json
from collections.abc import Callable, Iterator

from workbench.model import Bytes

from .index import Line, RowIndex
from .json_index import JsonIndex
from .lines_index import LinesIndex


class Held:
    """Bytes in memory."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.size = len(data)

    def read(self, start: int, length: int) -> bytes:
        """Return up to `length` bytes from `start`."""
        return self._data[start : start + length]


def json_lines(value: object, most: int = 100_001) -> Iterator[Line]:
    """Yield the rows of a value as JSON; what JSON has no word for is put as a text."""
    try:
        text = json.dumps(_jsonable(value), ensure_ascii=False).encode("utf-8", "surrogatepass")
    except RecursionError:
        raise ValueError("nested too deeply") from None
    index = JsonIndex(Held(text))
    index.feed(text)
    yield from index.rows(0, min(index.rows_total, most))


def decoded_view(decode: Callable[[bytes], object]) -> Callable[[Bytes, str], RowIndex]:
    """Return what makes the rows of a body that `decode` takes apart, or else raises ValueError."""

    def lines(source: Bytes) -> Iterator[Line]:
        return json_lines(decode(source.read(0, source.size)))

    def make(source: Bytes, _content_type: str) -> RowIndex:
        return LinesIndex(source, lines)

    return make


def _jsonable(value: object) -> object:
    if isinstance(value, dict):
        return {_name(key): _jsonable(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_jsonable(inner) for inner in value]
    if isinstance(value, bytes | bytearray | memoryview):
        return f"base64:{base64.b64encode(bytes(value)).decode('ascii')}"
    if value is None or isinstance(value, str | int | float | bool):
        return value
    return str(value)


def _name(key: object) -> str:
    return key if isinstance(key, str) else json.dumps(_jsonable(key), ensure_ascii=False)
