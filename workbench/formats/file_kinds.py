"""The kinds of files that are read from disk, with what each knows and how it is read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from workbench.errors import WorkbenchError
from workbench.preferences import Settings

from .environment_toml import decode_environment
from .folder_toml import decode_folder
from .request_toml import decode_request
from .settings_toml import decode_settings
from .shape import (
    Shape,
    environment_shape,
    folder_shape,
    request_shape,
    settings_shape,
    theme_shape,
)
from .theme_toml import decode_theme

FileKind = Literal["request", "folder", "collection", "environment", "settings", "theme"]


@dataclass(frozen=True, slots=True)
class Reading:
    """How one kind of file is read. `decode` takes a text and where it is from."""

    decode: Callable[[str, str], Any]
    shape: Callable[[Mapping[str, Any]], Shape]


def _settings(text: str, where: str) -> Settings:
    settings, problems = decode_settings(text, where)
    if problems:
        raise WorkbenchError(*problems)
    return settings


READINGS: dict[FileKind, Reading] = {
    "request": Reading(decode_request, request_shape),
    "folder": Reading(
        lambda text, where: decode_folder(text, where, root=False),
        lambda table: folder_shape(table, root=False),
    ),
    "collection": Reading(
        lambda text, where: decode_folder(text, where, root=True),
        lambda table: folder_shape(table, root=True),
    ),
    "environment": Reading(
        lambda text, where: decode_environment(text, where, where), lambda _: environment_shape()
    ),
    "settings": Reading(_settings, lambda _: settings_shape()),
    "theme": Reading(decode_theme, lambda _: theme_shape()),
}
