"""The file of a folder as a request says the same things, and back."""

from dataclasses import replace

from workbench.formats.folder_toml import FolderFile
from workbench.formats.rows import distinct
from workbench.model import Defaults, RequestSpec


def as_request(file: FolderFile) -> RequestSpec:
    """Return a request that says what a folder gives, for the tabs that edit requests."""
    given = file.defaults
    return RequestSpec(
        name=file.name,
        description=file.description,
        headers=given.headers,
        auth=given.auth,
        options=given.options,
        variables=given.variables,
    )


def changed(file: FolderFile, before: RequestSpec, after: RequestSpec) -> FolderFile:
    """Return a folder's file with what was edited; all else stays as the file has it now.

    Raises WorkbenchError for two variables of one name.
    """
    edited = {
        name: getattr(after, name)
        for name in ("name", "description")
        if getattr(after, name) != getattr(before, name)
    }
    given = {
        name: getattr(after, name)
        for name in Defaults.__dataclass_fields__
        if getattr(after, name) != getattr(before, name)
    }
    if "variables" in given:
        distinct(after.variables)
    return replace(file, **edited, defaults=replace(file.defaults, **given))
