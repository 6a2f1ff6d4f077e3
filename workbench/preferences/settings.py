"""What a person has chosen for every collection on this machine."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

# How the request and the response share the screen; `auto` goes by its shape.
Layout = Literal["auto", "over", "beside"]
# Whose keys to start from.
Preset = Literal["default", "vim", "emacs"]
# How pictures are drawn; `auto` goes by what the terminal says of itself.
Images = Literal["auto", "half-blocks", "kitty", "off"]


@dataclass(frozen=True, slots=True)
class Settings:
    """The user's `settings.toml`. An empty theme means the default one.

    The theme "auto" is `theme_light` on a light terminal and `theme_dark` on any other.
    Without `motion` nothing moves by itself; without `confirm` what can be undone is
    done at once. `keys` gives commands other keys than those of the `keymap`; none at
    all takes a command's keys away. Of each collection's history the newest
    `history_entries` are kept, in `history_megabytes` at most. A response's body lies in
    memory up to `body_megabytes`, and a larger one in a temporary file. `editor_wrap` and
    `editor_numbers` tell whether the editor of bodies wraps its lines and numbers them. For
    types of content such as `image/*`, `filters` has commands through which a body can be
    seen, and `openers` those that open one. `images` tells how pictures are drawn.
    """

    theme: str = ""
    layout: Layout = "auto"
    theme_dark: str = "night"
    theme_light: str = "paper"
    motion: bool = True
    confirm: bool = True
    keymap: Preset = "default"
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    history_entries: int = 10_000
    history_megabytes: int = 256
    body_megabytes: int = 8
    editor_wrap: bool = True
    editor_numbers: bool = False
    images: Images = "auto"
    filters: Mapping[str, str] = field(default_factory=dict)
    openers: Mapping[str, str] = field(default_factory=dict)
