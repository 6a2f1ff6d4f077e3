"""The nouns of what a person prefers, apart from `model`: the first frame needs no other."""

from .settings import Layout, Preset, Settings
from .theme import Theme

__all__ = ["Layout", "Preset", "Settings", "Theme"]
