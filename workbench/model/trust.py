"""What a collection can do to the machine it is opened on, beyond sending requests."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any


@dataclass(frozen=True, slots=True)
class Capabilities:
    """A set of powers: those that a collection asks for, or those that its user has granted.

    Every member names one thing exactly; nothing stands for more than itself.
    """

    outside_files: frozenset[str] = frozenset()  # canonical paths outside of the collection
    env_names: frozenset[str] = frozenset()
    keyring_entries: frozenset[str] = frozenset()  # `SERVICE/USER`
    commands: frozenset[str] = frozenset()  # as the collection writes them
    apps: frozenset[str] = frozenset()  # `module:attribute`, loaded into this process
    unverified: frozenset[str] = frozenset()  # hosts whose certificate is not checked
    proxies: frozenset[str] = frozenset()
    secret_hosts: frozenset[tuple[str, str]] = frozenset()  # a host, and a secret it receives

    def __bool__(self) -> bool:
        """Tell whether there is any power in the set."""
        return any(members for _, members in self._sets())

    def __or__(self, other: "Capabilities") -> "Capabilities":
        """Return the powers of both sets."""
        return self._made_of({name: m | getattr(other, name) for name, m in self._sets()})

    def missing(self, granted: "Capabilities") -> "Capabilities":
        """Return what this set asks for and `granted` does not hold."""
        return self._made_of({name: m - getattr(granted, name) for name, m in self._sets()})

    def lines(self) -> tuple[str, ...]:
        """Return each power as a line for people; a question lists them under "may it …?"."""
        return (
            *(f"run the command: {one}" for one in sorted(self.commands)),
            *(f"load the app {one} into this program" for one in sorted(self.apps)),
            *(f"read the file {one}" for one in sorted(self.outside_files)),
            *(f"read the environment variable {one}" for one in sorted(self.env_names)),
            *(f"read the keyring entry {one}" for one in sorted(self.keyring_entries)),
            *(f"send the secret {name} to {host}" for host, name in sorted(self.secret_hosts)),
            *(f"send through the proxy {one}" for one in sorted(self.proxies)),
            *(f"not check the certificate of {one}" for one in sorted(self.unverified)),
        )

    def _sets(self) -> Iterator[tuple[str, frozenset[Any]]]:
        return ((field.name, getattr(self, field.name)) for field in fields(self))

    @staticmethod
    def _made_of(sets: dict[str, frozenset[Any]]) -> "Capabilities":
        return Capabilities(**sets)
