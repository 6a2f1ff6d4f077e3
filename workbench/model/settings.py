"""What a person has chosen for every collection on this machine."""

from dataclasses import dataclass
from typing import Literal

# How the request and the response share the screen; `auto` goes by its shape.
Layout = Literal["auto", "over", "beside"]


@dataclass(frozen=True, slots=True)
class Settings:
    """The user's `settings.toml`. An empty theme means the default one."""

    theme: str = ""
    layout: Layout = "auto"
