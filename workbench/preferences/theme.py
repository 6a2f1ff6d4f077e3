"""A colour theme as data: semantic names to colours."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Theme:
    """One `themes/NAME.toml`. Colours are `#rrggbb`.

    `colors` holds the base colours (primary, secondary, accent, foreground,
    background, surface, panel, success, warning, error); `variables` the semantic
    ones, flattened: `method-get`, `status-2xx`, `json-key`, `border` and so on.
    """

    name: str
    dark: bool
    colors: Mapping[str, str]
    variables: Mapping[str, str] = field(default_factory=dict)
