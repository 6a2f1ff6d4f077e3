"""Find places in one TOML text: keys, the tables around them, whole lines, comments."""

from collections.abc import Iterator

from .layout import Entry, Section, sections
from .typed import Path


class Places:
    """A valid text and where things stand in it.

    Lists of tables repeat their paths, so what is in one cannot be found by path; it
    can only be taken away as a whole.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.sections = sections(text)

    def entry(self, path: Path) -> Entry | None:
        """Return the entry that gives a key its value, inline tables searched too."""
        return next((entry for entry in self.entries() if entry.path == path), None)

    def entries(self) -> Iterator[Entry]:
        """Yield every entry that a path leads to."""
        for place in self.sections:
            if not place.in_array:
                for entry in place.entries:
                    yield from _with_members(entry)

    def parent(self, entry: Entry) -> Entry | None:
        """Return the entry whose inline table holds this one, if it is not on its own line."""
        return next((outer for outer in self.entries() if entry in outer.value.members), None)

    def at_or_below(self, path: Path) -> Iterator[Entry | Section]:
        """Yield all that says something of a key, be it a value, a header or dotted keys."""
        for place in self.sections:
            if place.path and starts_with(place.path, path):
                yield place
        for entry in self.entries():
            if starts_with(entry.path, path):
                yield entry

    def inline_around(self, path: Path) -> Entry | None:
        """Return the innermost inline table that a key of this path has to be in."""
        around = [
            entry
            for entry in self.entries()
            if entry.value.kind == "table" and starts_with(path, entry.path)
        ]
        return max(around, key=lambda entry: len(entry.path), default=None)

    def section_for(self, table: Path) -> Section | None:
        """Return the section to write a key of this table in: its own, or that of dotted keys."""
        places = [place for place in self.sections if not place.in_array]
        own = next((place for place in places if place.path == table), None)
        if own is not None:
            return own
        for depth in range(len(table), 0, -1):
            for place in places:
                if len(place.path) < depth and any(
                    starts_with(entry.path, table[:depth]) for entry in place.entries
                ):
                    return place
        return None

    def line_start(self, at: int) -> int:
        """Return where the line begins that a place is in."""
        return self.text.rfind("\n", 0, at) + 1

    def line_end(self, at: int) -> int:
        """Return where the next line begins."""
        return self.text.find("\n", at) + 1 or len(self.text)

    def lead(self, place: Section) -> int:
        """Return where the comments begin that stand right above a section's header."""
        at = place.start
        while at > 0:
            above = self.line_start(at - 1)
            if not self.text[above:at].lstrip().startswith("#"):
                break
            at = above
        return at

    def content_end(self, place: Section) -> int:
        """Return where a section ends: comments right below it are its own.

        Unless a header follows them without a blank line; then they are about that.
        """
        last = place.entries[-1].value.end if place.entries else None
        at = end = place.end if last is None else self.line_end(last)
        while at < len(self.text):
            following = self.line_end(at)
            line = self.text[at:following].strip()
            if line.startswith("["):
                return end
            if not line.startswith("#"):
                break
            at = following
        return at

    def margin(self, at: int) -> str:
        """Return the indentation of the entry above or below a place, for a new line there."""
        near = [e for place in self.sections for e in place.entries if not place.in_array]
        above = [entry for entry in near if self.line_end(entry.value.end) == at]
        below = [entry for entry in near if self.line_start(entry.start) == at]
        for entry in [*above, *below]:
            return self.text[self.line_start(entry.start) : entry.start]
        return ""


def starts_with(path: Path, start: Path) -> bool:
    """Tell whether a path is another one or leads on from it."""
    return path[: len(start)] == start


def _with_members(entry: Entry) -> Iterator[Entry]:
    yield entry
    for member in entry.value.members:
        yield from _with_members(member)
