"""Where in a collection's files something is wrong."""

import re
from dataclasses import dataclass
from typing import Literal

from workbench.errors import Problem, WorkbenchError
from workbench.formats.layout import line_of
from workbench.model import NodeId
from workbench.store.collection_store import CollectionStore

Severity = Literal["error", "warning"]
VARIABLE = re.compile(r'(?P<file>.+?\.toml)(?::(?P<line>\d+))? variable "(?P<name>.*)"(?::\d+)*')
FIELD = re.compile(r"(?:(?P<folder>\S+) )?(?P<field>[^ :]+)(?::\d+)*")
PLACED = re.compile(r"(?P<file>.+?)(?::(?P<line>\d+))?")
EXPECT = "expect"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: its file, relative to the collection, and line, if it has one."""

    file: str
    line: int | None
    what: str
    hint: str = ""
    severity: Severity = "error"


class Texts:
    """The texts of a collection's files by their place in it, each read once."""

    def __init__(self, store: CollectionStore) -> None:
        self.root = store.root
        self._known: dict[str, str] = {}

    def text(self, file: str) -> str:
        """Return a file's text; empty if it cannot be read, which is told elsewhere."""
        if file not in self._known:
            try:
                text = (self.root / file).read_text(encoding="utf-8")
            except (OSError, ValueError):
                text = ""
            self._known[file] = text
        return self._known[file]

    def line(self, file: str, *path: str, item: int | None = None) -> int | None:
        """Return the line of a key, or of the nearest table around it; None without a file."""
        try:
            return line_of(self.text(file), path, item) if self.text(file) else None
        except WorkbenchError:
            return None  # a text that is no TOML is told elsewhere


def of_request(node: NodeId, problem: Problem, texts: Texts) -> Finding:
    """Return a problem of preparing a request at the place in its file, or a folder's."""
    rest = problem.where.removeprefix(f"{node} ")
    if found := VARIABLE.fullmatch(rest):
        line = int(found["line"]) if found["line"] else None
        return Finding(found["file"], line, problem.what, problem.hint)
    if rest.endswith(".toml"):  # a whole file
        return Finding(rest, None, problem.what, problem.hint)
    file, field = f"{node}.toml", FIELD.fullmatch(rest)
    if field is None or rest == node:
        return Finding(file, None, problem.what, problem.hint)
    if field["folder"]:
        is_root = field["folder"] == "collection"
        file = "collection.toml" if is_root else f"{field['folder']}/folder.toml"
    table, _, key = field["field"].partition(".")
    if key.startswith(f"{EXPECT}."):
        item = int(key.removeprefix(f"{EXPECT}."))
        line = texts.line(file, table, EXPECT, item=item)
        return Finding(file, line, problem.what, problem.hint)
    path = (table, key) if key else (table, "text") if table == "body" else (table,)
    return Finding(file, texts.line(file, *path), problem.what, problem.hint)


def placed(problem: Problem) -> Finding:
    """Return a problem that tells its file and line as a finding."""
    found = PLACED.fullmatch(problem.where)
    file, line = (found["file"], found["line"]) if found else (problem.where, None)
    return Finding(file, int(line) if line else None, problem.what, problem.hint)
