"""Find all that is wrong in a collection without sending or running anything in it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from workbench.checks.examine import examine
from workbench.checks.parse import parse_capture, parse_check
from workbench.errors import Problem, WorkbenchError
from workbench.formats.layout import line_of
from workbench.formats.problems import file_problems
from workbench.model import Collection, NodeId, RequestSpec, SavedRequest, Variables, requests
from workbench.store.collection_store import CollectionStore
from workbench.store.names import ENVIRONMENTS, LOCAL, SUFFIX
from workbench.store.toml_files import toml_files

from .dependencies import use_of
from .filling import UNSUPPORTED
from .order import Order
from .prepare import prepare
from .preview import expected_values
from .scopes import environment_of
from .sources import fault_of
from .stored import file_of, load_stored

Severity = Literal["error", "warning"]
Scenes = Mapping[str | None, tuple[Order, ...]]  # all requests, by environment
VARIABLE = re.compile(r'(?P<file>.+?\.toml)(?::(?P<line>\d+))? variable "(?P<name>.*)"(?::\d+)*')
FIELD = re.compile(r"(?:(?P<folder>\S+) )?(?P<field>[^ :]+)(?::\d+)*")
PLACED = re.compile(r"(?P<file>.+?)(?::(?P<line>\d+))?")


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
        self._root = store.root
        self._known: dict[str, str] = {}

    def text(self, file: str) -> str:
        """Return a file's text; empty if it cannot be read, which is told elsewhere."""
        if file not in self._known:
            try:
                text = (self._root / file).read_text(encoding="utf-8")
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


def inspect(
    store: CollectionStore, environment: str | None = None, given: Variables = ()
) -> tuple[Finding, ...]:
    """Return what is wrong with the files of a collection and with what they say together.

    That is so in any environment, or in the one that is named; `given` are values that win
    over all others. Nothing is sent, run or asked; secrets are not looked at. Raises
    WorkbenchError if there is no such environment.
    """
    collection, texts = store.load(), Texts(store)
    environment_of(collection, environment)
    names: list[str | None] = [*sorted(collection.environments)] or [None]
    if environment is not None:
        names = [environment]
    scenes = {name: _all_orders(collection, name, given) for name in names}
    found: dict[tuple[str, str], Finding] = {}
    for finding in (
        *_in_files(store, texts),
        *_in_collection(collection),
        *_in_environments(collection, texts),
        *_in_requests(scenes, texts),
        *_in_checks(collection, texts),
        *_between_requests(collection, scenes, texts),
        *_in_baselines(store, collection),
    ):
        found.setdefault((finding.file, finding.what), finding)
    return tuple(sorted(found.values(), key=lambda f: (f.file, f.line or 0, f.what)))


def _in_files(store: CollectionStore, texts: Texts) -> Iterator[Finding]:
    for path, kind in toml_files(store.root, store.root):
        file = path.relative_to(store.root).as_posix()
        if text := texts.text(file):
            yield from (_placed(problem) for problem in file_problems(text, file, kind))


def _in_collection(collection: Collection) -> Iterator[Finding]:
    """Yield what loading has told: unreadable files, names in an order that are not there."""
    for problem in collection.problems:
        finding = _placed(problem)
        inside = finding.file.partition("/")[2] or finding.file  # without the root's name
        severity: Severity = "warning" if '"order"' in problem.what else "error"
        yield replace(finding, file=inside, severity=severity)


def _in_environments(collection: Collection, texts: Texts) -> Iterator[Finding]:
    """Yield secrets that come from nowhere that is known."""
    for environment in collection.environments.values():
        for reference in environment.secrets:
            if problem := fault_of(reference):
                local = LOCAL if reference.name in environment.local else SUFFIX
                file = f"{ENVIRONMENTS}/{environment.name}{local}"
                line = texts.line(file, "secrets", reference.name)
                yield Finding(file, line, problem.what, problem.hint)


def _in_requests(scenes: Scenes, texts: Texts) -> Iterator[Finding]:
    """Yield what cannot be filled in, with the environments in which that is so."""
    wrong: dict[tuple[str, Problem], list[str]] = {}
    for name, orders in scenes.items():
        expected = expected_values(orders)
        for order in orders:
            for problem in prepare(order, expected, find_line=texts.line).problems:
                if problem.what.startswith(UNSUPPORTED):
                    continue  # told at its line, with a likely spelling
                wrong.setdefault((order.request, problem), []).append(name or "")
    for (node, problem), where in wrong.items():
        finding = _of_request(node, problem, texts)
        if len(where) < len(scenes):
            finding = replace(finding, what=f"{finding.what} in {', '.join(where)}")
        yield finding


def _all_orders(
    collection: Collection, environment: str | None, given: Variables
) -> tuple[Order, ...]:
    return tuple(
        Order(collection, _saying_all(saved.spec), saved.id, environment, given)
        for saved in requests(collection.root)
    )


def _saying_all(spec: RequestSpec) -> RequestSpec:
    """Return a request that says all of its messages at once, so that all are looked at."""
    return replace(spec, messages=tuple(replace(each, on_open=True) for each in spec.messages))


def _of_request(node: NodeId, problem: Problem, texts: Texts) -> Finding:
    """Return a problem of preparing a request at the place in its file, or a folder's."""
    rest = problem.where.removeprefix(f"{node} ")
    if found := VARIABLE.fullmatch(rest):
        line = int(found["line"]) if found["line"] else None
        return Finding(found["file"], line, problem.what, problem.hint)
    file, field = f"{node}.toml", FIELD.fullmatch(rest)
    if field is None:
        return Finding(file, None, problem.what, problem.hint)
    if field["folder"]:
        is_root = field["folder"] == "collection"
        file = "collection.toml" if is_root else f"{field['folder']}/folder.toml"
    table, _, key = field["field"].partition(".")
    path = (table, key) if key else (table, "text") if table == "body" else (table,)
    return Finding(file, texts.line(file, *path), problem.what, problem.hint)


def _in_checks(collection: Collection, texts: Texts) -> Iterator[Finding]:
    for saved in requests(collection.root):
        file = f"{saved.id}.toml"
        for at, check in enumerate(saved.spec.checks.expect):
            line = texts.line(file, "checks", "expect", item=at)
            try:
                problems: Iterable[Problem] = examine(parse_check(check.text))
            except WorkbenchError as error:
                problems = error.problems
            yield from (_of_text(file, line, check.text, problem) for problem in problems)
        for row in saved.spec.captures:
            line = texts.line(file, "captures", row.name)
            try:
                problems = () if row.removed else examine(parse_capture(row.value))
            except WorkbenchError as error:
                problems = error.problems
            yield from (_of_text(file, line, row.value, problem) for problem in problems)


def _of_text(file: str, line: int | None, text: str, problem: Problem) -> Finding:
    place = f" at {problem.where}" if problem.where else ""
    return Finding(file, line, f"{problem.what}{place} of: {text}", problem.hint)


def _between_requests(collection: Collection, scenes: Scenes, texts: Texts) -> Iterator[Finding]:
    """Yield responses that are asked of requests that are not there, or that ask in a ring."""
    asks: dict[NodeId, frozenset[NodeId]] = {}
    for order in (order for orders in scenes.values() for order in orders):
        asks[order.request] = asks.get(order.request, frozenset()) | use_of(order).responses
    for node, wanted in asks.items():
        for name in sorted(wanted):
            file, line = f"{node}.toml", _mention(texts.text(f"{node}.toml"), name)
            if not isinstance(collection.find(name), SavedRequest):
                yield Finding(file, line, f'there is no request "{name}" to take a response from')
            elif _leads(asks, name, node):
                what = f'"{node}" and "{name}" need each other\'s responses'
                yield Finding(file, line, what, "take one of the two apart")


def _leads(asks: dict[NodeId, frozenset[NodeId]], start: NodeId, end: NodeId) -> bool:
    seen, waiting = set(), [start]
    while waiting:
        node = waiting.pop()
        if node == end:
            return True
        if node not in seen:
            seen.add(node)
            waiting += asks.get(node, ())
    return False


def _mention(text: str, name: str) -> int | None:
    """Return the line on which a response is asked for, if it is in this file."""
    at = text.find(f"'{name}'")
    return None if at < 0 else text.count("\n", 0, at) + 1


def _in_baselines(store: CollectionStore, collection: Collection) -> Iterator[Finding]:
    for saved in requests(collection.root):
        baseline = saved.spec.baseline
        if baseline is None:
            continue
        file = file_of(saved.id, baseline)
        try:
            stored = load_stored(store, Order(collection, saved.spec, saved.id))
        except WorkbenchError as error:
            yield from (
                Finding(file, _placed(problem).line, problem.what, problem.hint)
                for problem in error.problems
            )
            continue
        if stored is None:
            hint = "store one: workbench run --accept"
            yield Finding(file, None, "no response is stored yet", hint, "warning")


def _placed(problem: Problem) -> Finding:
    found = PLACED.fullmatch(problem.where)
    file, line = (found["file"], found["line"]) if found else (problem.where, None)
    return Finding(file, int(line) if line else None, problem.what, problem.hint)
