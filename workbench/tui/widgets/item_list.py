"""A list of things, one a line, with the cursor on one of them."""

from collections.abc import Sequence
from typing import ClassVar, Generic, TypeVar

from textual.content import Content

from .line_list import LineList
from .safe import line_content

T = TypeVar("T")


class ItemList(LineList, Generic[T]):
    """One click goes to a line, two choose it; subclasses draw a thing in `line`."""

    DEFAULT_CSS = """
    ItemList { height: 1fr; margin: 0 1; }
    """
    clicks: ClassVar[int] = 2

    def __init__(self, nothing: str, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.shown: Sequence[T] = ()
        self.nothing = nothing
        """What is said where there is nothing to list."""

    def show(self, shown: Sequence[T]) -> None:
        """List these."""
        self.shown = shown
        self.set_count(len(shown))

    @property
    def current(self) -> T | None:
        """The one under the cursor."""
        return self.shown[self.cursor] if self.shown else None

    def empty(self) -> Content:
        """Say that there is nothing, and why."""
        return line_content(f" {self.nothing}", "$muted italic")
