"""A named set of values that requests may refer to."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Environment:
    """One `environments/NAME.toml`.

    `secrets` maps a name to a reference such as `env:TOKEN`; a value is never stored.
    """

    name: str
    variables: Mapping[str, str] = field(default_factory=dict)
    secrets: Mapping[str, str] = field(default_factory=dict)
    color: str = ""
    protected: bool = False
    unsupported: tuple[str, ...] = ()
