"""How a person is reached while a token is got."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.client import DeviceCode


@dataclass(frozen=True, slots=True)
class Visitor:
    """How a person is reached while a token is got.

    `open_page` opens a URL in a browser, `show_code` shows what to enter where; either
    may be called on any thread.
    """

    open_page: Callable[[str], object]
    show_code: "Callable[[DeviceCode], Awaitable[object] | object]"
