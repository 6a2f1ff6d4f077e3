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

SECRET_NAMES = frozenset({b"authorization", b"proxy-authorization", b"cookie", b"set-cookie"})
# Names people give to credentials of their own: X-Api-Key, X-Auth-Token, X-Amz-Security-Token.
SECRET_PARTS = (b"api-key", b"apikey", b"auth", b"credential", b"password", b"secret", b"token")
MASK = "[secure]"


def is_secret(name: bytes) -> bool:
    """Tell whether a field of this name usually carries a credential."""
    lower = name.lower()
    return lower in SECRET_NAMES or any(part in lower for part in SECRET_PARTS)


def encode(text: str | bytes) -> bytes:
    """Return a name or value as bytes; what HTTP does not allow is refused when it is sent."""
    if isinstance(text, bytes):
        return text
    if not isinstance(text, str):
        raise TypeError(f"a header must be str or bytes, not {type(text).__name__}")
    return text.encode("utf-8", "surrogateescape")


def raw_items(headers: HeaderTypes | None) -> RawHeaders:
    """Return any accepted form of headers as a new list of byte pairs."""
    if headers is None:
        return []
    if isinstance(headers, Headers):
        return headers.raw.copy()
    if isinstance(headers, Mapping):
        return [(encode(name), encode(value)) for name, value in headers.items()]
    return [(encode(name), encode(value)) for name, value in headers]


class Headers(MutableMapping[str, str]):
    """The header fields of one message, in order.

    As a mapping it joins repeated fields with ", "; `multi_items()` and `get_list()`
    keep them apart, `raw` has names and values as on the wire.
    """

    __slots__ = ("_encoding", "_index", "raw")

    def __init__(self, headers: HeaderTypes | None = None, encoding: str | None = None) -> None:
        self.raw: RawHeaders = raw_items(headers)
        self._index: dict[bytes, list[bytes]] | None = None
        self._encoding = encoding

    @classmethod
    def of(cls, raw: RawHeaders) -> "Headers":
        """Wrap a list of byte pairs without copying or checking it."""
        made = cls.__new__(cls)
        made.raw = raw
        made._index = None
        made._encoding = None
        return made

    @property
    def encoding(self) -> str:
        """The encoding the values are read in: ASCII, else UTF-8, else Latin-1."""
        if self._encoding is None:
            self._encoding = "iso-8859-1"
            for encoding in ("ascii", "utf-8"):
                try:
                    for name, value in self.raw:
                        name.decode(encoding)
                        value.decode(encoding)
                except UnicodeDecodeError:
                    continue
                self._encoding = encoding
                break
        return self._encoding

    @encoding.setter
    def encoding(self, value: str) -> None:
        self._encoding = value

    def _values(self, name: str | bytes) -> list[bytes]:
        index = self._index
        if index is None:
            index = self._index = {}
            for key, value in self.raw:
                index.setdefault(key.lower(), []).append(value)
        return index.get(encode(name).lower(), [])

    def _changed(self) -> None:
        self._index = None
        self._encoding = None

    def __getitem__(self, name: str) -> str:
        values = self._values(name)
        if not values:
            raise KeyError(name)
        return ", ".join([value.decode(self.encoding) for value in values])

    def __setitem__(self, name: str, value: str) -> None:
        """Replace every field of this name by one, at the place of the first."""
        raw, lower, item = self.raw, encode(name).lower(), (encode(name), encode(value))
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
        return f"Headers({mapping if len(mapping) == len(shown) else shown!r})"

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
        new = raw_items(headers)
        names = {key.lower() for key, _ in new}
        self.raw[:] = [item for item in self.raw if item[0].lower() not in names]
        self.raw.extend(new)
        self._changed()

    def copy(self) -> "Headers":
        """Return an independent copy."""
        return Headers(self)
