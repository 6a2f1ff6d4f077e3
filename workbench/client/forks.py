"""What a forked process must not share with its parent: connections.

Two processes that write to one connection get each other's responses.
"""

import os
from typing import Protocol
from weakref import WeakSet


class Forgetful(Protocol):
    """Something that has connections of the process that made them."""

    def forget(self) -> None:
        """Start anew in a child process; what the parent uses stays as it is."""
        ...


_KNOWN: WeakSet[Forgetful] = WeakSet()


def forget_in_children(one: Forgetful) -> None:
    """Have something start anew in every process that is forked from now on."""
    _KNOWN.add(one)


def _forget_all() -> None:
    for one in list(_KNOWN):
        one.forget()


if hasattr(os, "register_at_fork"):  # where processes fork
    os.register_at_fork(after_in_child=_forget_all)
