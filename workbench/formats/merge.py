"""Merge the texts of files three ways: by field what they say, by line what else is in them.

Each of the three texts is first edited to say the merged noun. What differs between them
then is comments, layout and unknown keys, and those merge line by line.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from workbench.errors import WorkbenchError
from workbench.model import Environment, RequestSpec

from .edit import Document
from .environment_edit import edit_environment
from .environment_toml import decode_environment
from .folder_edit import edit_folder
from .folder_toml import FolderFile, decode_folder
from .merge_choices import Choices, Conflict, Side, Sides
from .merge_lines import lines_of, merge_regions
from .merge_specs import NONE_CHOSEN, merge_environments, merge_folders, merge_specs
from .request_edit import edit_request
from .request_toml import decode_request
from .shape import Shape, environment_shape, folder_shape, request_shape, unknown_keys
from .toml import parse
from .typed import Path
from .write import value

__all__ = [
    "ENVIRONMENT",
    "FOLDER",
    "REQUEST",
    "Conflict",
    "Kind",
    "Merged",
    "Side",
    "merge_request_texts",
    "merge_specs",
    "merge_texts",
]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Merged:
    """A merged text, with ours where the sides conflict, and these conflicts."""

    text: str
    conflicts: tuple[Conflict, ...] = ()


@dataclass(frozen=True, slots=True)
class Kind(Generic[T]):
    """How one kind of file is read, changed and merged, and which keys it knows."""

    decode: Callable[[str, str], T]
    edit: Callable[[str, T], str]
    merge: Callable[[T, T, T, Mapping[str, Side]], tuple[T, tuple[Conflict, ...]]]
    shape: Callable[[Mapping[str, Any]], Shape]


REQUEST: Kind[RequestSpec] = Kind(decode_request, edit_request, merge_specs, request_shape)
FOLDER: Kind[FolderFile] = Kind(
    lambda text, where: decode_folder(text, where, root=False),
    edit_folder,
    merge_folders,
    lambda table: folder_shape(table, root=False),
)
ENVIRONMENT: Kind[Environment] = Kind(
    lambda text, where: decode_environment(text, where, "environment"),
    edit_environment,
    merge_environments,
    lambda _: environment_shape(),
)


def merge_request_texts(
    base: str, ours: str, theirs: str, chosen: Mapping[str, Side] = NONE_CHOSEN
) -> Merged:
    """Return a request file with the changes of both sides.

    Comments and unknown keys of both are kept; of a comment that both have changed, ours.
    Raises WorkbenchError if one of the three cannot be read as a request.
    """
    return merge_texts(REQUEST, base, ours, theirs, chosen)


def merge_texts(
    kind: Kind[T], base: str, ours: str, theirs: str, chosen: Mapping[str, Side] = NONE_CHOSEN
) -> Merged:
    """Return a file of this kind with the changes of both sides."""
    if ours == theirs or theirs == base:
        return Merged(ours)
    if ours == base:
        return Merged(theirs)
    noun, conflicts = kind.merge(
        kind.decode(base, "base"), kind.decode(ours, "ours"), kind.decode(theirs, "theirs"), chosen
    )
    alike = [kind.edit(text, noun) for text in (base, ours, theirs)]
    text = _with_both_layouts(*alike)
    if not _says(kind, text, noun):
        text = alike[1]
    wider, others = _with_unknown_keys(kind, text, Sides(base, ours, theirs), chosen)
    return Merged(wider if _says(kind, wider, noun) else text, (*conflicts, *others))


def _says(kind: Kind[T], text: str, noun: T) -> bool:
    try:
        return kind.edit(text, noun) == text
    except WorkbenchError:
        return False


def _with_both_layouts(base: str, ours: str, theirs: str) -> str:
    """Return a text merged by lines; where both sides changed some, ours with new comments."""
    merged: list[str] = []
    for region in merge_regions(lines_of(base), lines_of(ours), lines_of(theirs)):
        if region.merged is not None:
            merged += region.merged
            continue
        if len(region.base) == len(region.ours) == len(region.theirs):
            lines = zip(region.base, region.ours, region.theirs, strict=True)
            merged += (theirs if ours == base else ours for base, ours, theirs in lines)
            continue
        known = {*region.base, *region.ours}
        merged += region.ours
        merged += [
            line for line in region.theirs if line not in known and line.lstrip().startswith("#")
        ]
    return "".join(merged)


def _with_unknown_keys(
    kind: Kind[Any], text: str, sides: Sides[str], chosen: Mapping[str, Side]
) -> tuple[str, tuple[Conflict, ...]]:
    """Return the text with each key that nobody knows as the side has it that changed it."""
    choices = Choices(chosen)
    base, ours, theirs = (_unknown(kind, side) for side in (sides.base, sides.ours, sides.theirs))
    table, now = parse(text, "merged"), _unknown(kind, text)
    document = Document(text)
    for path, own in (base | ours | theirs).items():
        three = Sides(*(_shown(side.get(path)) for side in (base, ours, theirs)))
        wanted = choices.one(".".join(path), three, str)
        if wanted == _shown(now.get(path)) or not _has_room(table, path, own.depth):
            continue
        if not wanted:
            document.remove(path)
        else:
            document.set(path, (ours if wanted == three.ours else theirs)[path].plain)
    return document.text, choices.conflicts


@dataclass(frozen=True, slots=True)
class _Own:
    """A value that only the user knows, and how many of its path's parts are of known tables."""

    plain: Any
    depth: int


def _shown(own: _Own | None) -> str:
    return "" if own is None else value(own.plain)


def _unknown(kind: Kind[Any], text: str) -> dict[Path, _Own]:
    """Return the values of all unknown keys, those in tables each by itself."""
    table = parse(text, "file")
    found: dict[Path, _Own] = {}
    for key in unknown_keys(table, kind.shape(table)):
        depth = len(key.path) - 1
        found |= {
            path: _Own(plain, depth) for path, plain in _leaves(_at(table, key.path), key.path)
        }
    return found


def _leaves(plain: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    if isinstance(plain, dict) and plain:
        for name, inner in plain.items():
            yield from _leaves(inner, (*path, name))
    elif plain is not None:  # one in a list of tables has no path of its own
        yield path, plain


def _has_room(table: Any, path: Path, depth: int) -> bool:
    """Tell whether a key can be set: what it is in must not be gone, or a single value."""
    outer = [_at(table, path[:end]) for end in range(depth, len(path))]
    return isinstance(outer[0], dict) and all(it is None or isinstance(it, dict) for it in outer)


def _at(table: Any, path: Path) -> Any:
    for part in path:
        table = table.get(part) if isinstance(table, dict) else None
    return table
