"""The stored response that a request's response is compared with."""

from dataclasses import dataclass

from .value import Value


@dataclass(frozen=True, slots=True)
class StoredJson:
    """A body of JSON, as its value."""

    value: Value


@dataclass(frozen=True, slots=True)
class StoredText:
    """A body of text, with its line ends."""

    text: str


@dataclass(frozen=True, slots=True)
class StoredBytes:
    """A body of which only the fingerprint is kept: bytes that are no text, or too many."""

    sha256: str
    size: int


StoredBody = StoredJson | StoredText | StoredBytes


@dataclass(frozen=True, slots=True)
class StoredResponse:
    """What a response was when it was accepted; of its headers those that count."""

    status: int
    headers: tuple[tuple[str, str], ...] = ()
    body: StoredBody = StoredText("")
