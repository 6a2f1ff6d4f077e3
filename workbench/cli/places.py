"""Find the collection that a path on the command line belongs to."""

from pathlib import Path

from workbench.errors import Problem, WorkbenchError, did_you_mean

COLLECTION_FILE = "collection.toml"


def find_root(path: Path) -> Path | None:
    """Return the nearest directory, from this path upwards, that is a collection."""
    for directory in (path, *path.parents):
        if (directory / COLLECTION_FILE).is_file():
            return directory
    return None


def locate(path: Path) -> tuple[Path, str]:
    """Return the collection's root and the id of the request or folder at a path.

    A request may be named with or without its `.toml`; the collection's id is "".
    """
    root, place = locate_root(path)
    inside = place.relative_to(root)
    if place.is_dir():
        return root, "" if inside == Path() else inside.as_posix()
    if inside == Path(COLLECTION_FILE):
        return root, ""
    if place.name == "folder.toml":
        return root, inside.parent.as_posix()
    if place.suffix != ".toml":
        raise WorkbenchError(Problem(f'"{path}" is not a request', hint="requests are .toml files"))
    return root, inside.with_suffix("").as_posix()


def locate_root(path: Path) -> tuple[Path, Path]:
    """Return the root of the collection around a path, and the file or folder that it names."""
    place = path.resolve()
    if not place.exists() and place.with_name(f"{place.name}.toml").is_file():
        place = place.with_name(f"{place.name}.toml")
    if not place.exists():
        raise WorkbenchError(Problem(f'there is no file or folder "{path}"', hint=_nearby(place)))
    root = find_root(place if place.is_dir() else place.parent)
    if root is None:
        raise WorkbenchError(
            Problem(
                f'"{path}" is not part of a collection',
                hint=f"a collection is a directory with a {COLLECTION_FILE}",
            )
        )
    return root, place


def _nearby(place: Path) -> str:
    if not place.parent.is_dir():
        return ""
    names = {found.name.removesuffix(".toml") for found in place.parent.iterdir()}
    return did_you_mean(place.name.removesuffix(".toml"), names)
