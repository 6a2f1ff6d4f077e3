"""A disk that takes as long as a test wants."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from workbench.store.collection_store import CollectionStore


class SlowDisk:
    """Holds up one kind of change until it is let."""

    def __init__(self) -> None:
        self._let = threading.Event()
        self.reached = threading.Event()

    def wait(self) -> None:
        """Be as slow as wanted."""
        self.reached.set()
        self._let.wait()

    def go_on(self) -> None:
        """Answer from now on."""
        self._let.set()


@contextmanager
def slow_disk(monkeypatch: pytest.MonkeyPatch, change: str) -> Iterator[SlowDisk]:
    """Let a method of the store wait before it does anything."""
    disk, method = SlowDisk(), getattr(CollectionStore, change)

    def slow(store: CollectionStore, *arguments: Any, **named: Any) -> Any:
        disk.wait()
        return method(store, *arguments, **named)

    monkeypatch.setattr(CollectionStore, change, slow)
    try:
        yield disk
    finally:
        disk.go_on()
