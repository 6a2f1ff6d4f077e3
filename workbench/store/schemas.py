"""The JSON Schemas that lie in a collection, so that editors complete its files offline."""

import json
from pathlib import Path

from workbench.formats.file_kinds import FileKind
from workbench.formats.schema import FOLDER, schema, with_schema

KINDS: tuple[FileKind, ...] = ("request", "folder", "collection", "environment")


def schema_files() -> dict[str, str]:
    """Return the text of each schema by its path from a collection's root."""
    return {
        f"{FOLDER}/{kind}.json": json.dumps(schema(kind), indent=2, ensure_ascii=False) + "\n"
        for kind in KINDS
    }


def with_schema_line(root: Path, path: Path, text: str, kind: FileKind) -> str:
    """Return a new file's text, naming its schema if the collection has that."""
    if not (root / FOLDER / f"{kind}.json").is_file():
        return text
    return with_schema(text, kind, len(path.relative_to(root).parts) - 1)
