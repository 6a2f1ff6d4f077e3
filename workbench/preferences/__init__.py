"""The nouns of what a person prefers, apart from `model`: the first frame needs no other."""

from .settings import Images, Layout, Preset, Settings
from .theme import Theme

__all__ = ["Images", "Layout", "Preset", "Settings", "Theme"]
