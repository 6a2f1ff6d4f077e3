"""Header fields: ordered, repeatable, found in any case.

Values are kept as the bytes that were received or will be sent; text is made on demand.
"""

from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from typing import Union

RawHeaders = list[tuple[bytes, bytes]]
HeaderTypes = Union[
    "Headers",
    Mapping[str, str],
    Mapping[bytes, bytes],
    Iterable[tuple[str, str]],
    Iterable[tuple[bytes, bytes]],
]

# The words in names that people give to credentials: X-Api-Key, X-Auth-Token, Client-Secret.
SECRET_WORDS = frozenset(
    b"apikey auth authentication authorization cookie credential credentials key passwd password "
    b"secret session signature token".split()
)
NOT_SECRET = frozenset({b"idempotency-key", b"sec-websocket-key"})
MASK = "[secure]"


def is_secret(name: bytes) -> bool:
    """Tell whether a field of this name usually carries a credential."""
    lower = name.lower()
    words = lower.replace(b"_", b"-").split(b"-")
    return lower not in NOT_SECRET and not SECRET_WORDS.isdisjoint(words)


def encode(text: str | bytes, encoding: str = "utf-8") -> bytes:
    """Return a name or value as bytes; what HTTP does not allow is refused when it is sent."""
    if isinstance(text, bytes):
        return text
    if not isinstance(text, str):
        raise TypeError(f"a header must be str or bytes, not {type(text).__name__}")
    return text.encode(encoding, "surrogateescape")


def raw_items(headers: HeaderTypes | None, encoding: str = "utf-8") -> RawHeaders:
    """Return any accepted form of headers as a new list of byte pairs."""
    if headers is None:
        return []
    if isinstance(headers, Headers):
        return headers.raw.copy()
    if isinstance(headers, Mapping):
        return [
            (encode(name, encoding), encode(value, encoding)) for name, value in headers.items()
        ]
    return [(encode(name, encoding), encode(value, encoding)) for name, value in headers]


class Headers(MutableMapping[str, str]):
    """The header fields of one message, in order.

    As a mapping it joins repeated fields with ", "; `multi_items()` and `get_list()`
    keep them apart, `raw` has names and values as on the wire.
    """

    __slots__ = ("_detected", "_encoding", "raw")

    def __init__(self, headers: HeaderTypes | None = None, encoding: str | None = None) -> None:
        self.raw: RawHeaders = raw_items(headers, encoding or "utf-8")
        self._encoding = encoding
        self._detected: str | None = None

    @classmethod
    def of(cls, raw: RawHeaders) -> "Headers":
        """Wrap a list of byte pairs without copying or checking it."""
        made = cls.__new__(cls)
        made.raw = raw
        made._encoding = made._detected = None
        return made

    @property
    def encoding(self) -> str:
        """The encoding the values are read in: what was set, or ASCII, else UTF-8, else Latin-1."""
        if self._encoding is not None:
            return self._encoding
        if self._detected is None:
            self._detected = "iso-8859-1"
            for encoding in ("ascii", "utf-8"):
                try:
                    for name, value in self.raw:
                        name.decode(encoding)
                        value.decode(encoding)
                except UnicodeDecodeError:
                    continue
                self._detected = encoding
                break
        return self._detected

    @encoding.setter
    def encoding(self, value: str) -> None:
        self._encoding = value

    def first(self, lower: bytes) -> bytes | None:
        """Return the first value of a name given in lower case, without indexing all of them."""
        size = len(lower)
        for name, value in self.raw:
            if len(name) == size and name.lower() == lower:
                return value
        return None

    def _values(self, name: str | bytes) -> list[bytes]:
        # No index is kept: `raw` may be changed at any time, and a message has few fields.
        lower = encode(name).lower()
        size = len(lower)
        return [v for key, v in self.raw if len(key) == size and key.lower() == lower]

    def _changed(self) -> None:
        self._detected = None

    def _encode(self, text: str | bytes) -> bytes:
        """Return new text as bytes that will be read as that text, if one encoding can do it."""
        if isinstance(text, str) and not text.isascii():
            if self._encoding is not None:
                return encode(text, self._encoding)
            if self.encoding == "iso-8859-1" and max(text) <= "\xff":
                return encode(text, "iso-8859-1")
        return encode(text)

    def __getitem__(self, name: str) -> str:
        values = self._values(name)
        if not values:
            raise KeyError(name)
        return ", ".join([value.decode(self.encoding) for value in values])

    def __setitem__(self, name: str, value: str) -> None:
        """Replace every field of this name by one, at the place of the first."""
        item = (self._encode(name), self._encode(value))
        raw, lower = self.raw, item[0].lower()
        places = [at for at, (key, _) in enumerate(raw) if key.lower() == lower]
        for at in reversed(places[1:]):
            del raw[at]
        if places:
            raw[places[0]] = item
        else:
            raw.append(item)
        self._changed()

    def __delitem__(self, name: str) -> None:
        lower = encode(name).lower()
        kept = [item for item in self.raw if item[0].lower() != lower]
        if len(kept) == len(self.raw):
            raise KeyError(name)
        self.raw[:] = kept
        self._changed()

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str | bytes) and bool(self._values(name))

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys(key.lower().decode(self.encoding) for key, _ in self.raw))

    def __len__(self) -> int:
        return len(self.raw)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Headers | Mapping | list | tuple):
            return NotImplemented
        mine = sorted((key.lower(), value) for key, value in self.raw)
        return mine == sorted((key.lower(), value) for key, value in raw_items(other))

    __hash__ = None  # type: ignore[assignment]  # mutable

    def __repr__(self) -> str:
        shown = [
            (key.lower().decode(self.encoding), MASK if is_secret(key) else value)
            for (key, _), (_, value) in zip(self.raw, self.multi_items(), strict=True)
        ]
        mapping = dict(shown)
        encoding = "" if self.encoding == "ascii" else f", encoding={self.encoding!r}"
        return f"Headers({mapping if len(mapping) == len(shown) else shown!r}{encoding})"

    def multi_items(self) -> list[tuple[str, str]]:
        """Return all fields in order, repeated ones apart, names in lower case."""
        encoding = self.encoding
        return [(key.lower().decode(encoding), value.decode(encoding)) for key, value in self.raw]

    def get_list(self, name: str, split_commas: bool = False) -> list[str]:
        """Return the values of every field of this name, one for each or for each comma part."""
        values = [value.decode(self.encoding) for value in self._values(name)]
        if not split_commas:
            return values
        return [part.strip() for value in values for part in value.split(",")]

    def update(self, headers: HeaderTypes | None = None) -> None:  # type: ignore[override]  # any form
        """Set these fields; a name that was there is replaced by all new fields of that name."""
        new = raw_items(headers, self._encoding or "utf-8")
        names = {key.lower() for key, _ in new}
        self.raw[:] = [item for item in self.raw if item[0].lower() not in names]
        self.raw.extend(new)
        self._changed()

    def copy(self) -> "Headers":
        """Return an independent copy."""
        return Headers(self, self._encoding)
