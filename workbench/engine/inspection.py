"""Find all that is wrong in a collection without sending or running anything in it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from workbench.checks.examine import examine
from workbench.checks.parse import parse_capture, parse_check
from workbench.errors import Problem, WorkbenchError, did_you_mean
from workbench.formats.problems import file_problems
from workbench.model import (
    Collection,
    FileBody,
    GraphQLBody,
    MultipartBody,
    NodeId,
    RequestSpec,
    SavedRequest,
    TextBody,
    Variables,
    requests,
)
from workbench.store.attachments import place_of
from workbench.store.collection_store import CollectionStore
from workbench.store.names import ENVIRONMENTS, LOCAL, SUFFIX
from workbench.store.toml_files import toml_files

from .dependencies import use_of
from .filling import UNSUPPORTED
from .finding import Finding, Severity, Texts, of_request, placed
from .json_faults import json_fault
from .order import Order
from .prepare import prepare
from .preview import expected_values
from .scopes import environment_of
from .sources import fault_of
from .stored import file_of, load_stored
from .unfilled import unfilled

Scenes = Mapping[str | None, tuple[Order, ...]]  # all requests, by environment


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
        *_in_messages(scenes, texts),
        *_in_bodies(collection, texts),
        *_in_files_to_send(store, collection, texts),
        *_in_baselines(store, collection),
    ):
        found.setdefault((finding.file, finding.what), finding)
    return tuple(sorted(found.values(), key=lambda f: (f.file, f.line or 0, f.what)))


def _in_files(store: CollectionStore, texts: Texts) -> Iterator[Finding]:
    for path, kind in toml_files(store.root, store.root):
        file = path.relative_to(store.root).as_posix()
        if text := texts.text(file):
            yield from (placed(problem) for problem in file_problems(text, file, kind))


def _in_collection(collection: Collection) -> Iterator[Finding]:
    """Yield what loading has told: unreadable files, names in an order that are not there."""
    for problem in collection.problems:
        finding = placed(problem)
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
            told = prepare(order, expected, find_line=texts.line).problems
            for problem in (*told, *unfilled(order, expected)):
                if problem.what.startswith(UNSUPPORTED):
                    continue  # told at its line, with a likely spelling
                wrong.setdefault((order.request, problem), []).append(name or "")
    for (node, problem), where in wrong.items():
        finding = of_request(node, problem, texts)
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
                what = f'there is no request "{name}" to take a response from'
                yield Finding(file, line, what, did_you_mean(name, asks))
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


def _in_messages(scenes: Scenes, texts: Texts) -> Iterator[Finding]:
    """Yield messages that nobody will say, since no environment makes the URL a WebSocket's."""
    silent: dict[str, bool] = {}
    for orders in scenes.values():
        # A GraphQL body may subscribe over one.
        talking = [
            o for o in orders if o.spec.messages and not isinstance(o.spec.body, GraphQLBody)
        ]
        expected = expected_values(talking and orders)
        for order in talking:
            plain = _is_plain(prepare(order, expected).request.url)
            silent[order.request] = silent.get(order.request, True) and plain
    for node in (node for node, is_silent in silent.items() if is_silent):
        what = "the messages are never said: the URL is no ws:// or wss://"
        line = texts.line(f"{node}.toml", "messages")
        yield Finding(f"{node}.toml", line, what, severity="warning")


def _is_plain(url: str) -> bool:
    return url.lower().startswith(("http://", "https://")) and "{{" not in url.partition("/")[0]


def _in_bodies(collection: Collection, texts: Texts) -> Iterator[Finding]:
    """Yield JSON bodies that will be none: warnings, for some servers are to be sent such."""
    for saved in requests(collection.root):
        match saved.spec.body:
            case TextBody("json", text) if text.strip() and (fault := json_fault(text)):
                line = texts.line(f"{saved.id}.toml", "body", "text")
                what = f"the body is not JSON: {fault}"
                yield Finding(f"{saved.id}.toml", line, what, severity="warning")


def _in_files_to_send(
    store: CollectionStore, collection: Collection, texts: Texts
) -> Iterator[Finding]:
    """Yield files of bodies that are not there: warnings, for something else may make them."""
    for saved in requests(collection.root):
        files: list[tuple[str, tuple[str, ...]]] = []
        match saved.spec.body:
            case FileBody(file, _):
                files = [(file, ("file",))]
            case MultipartBody(parts):
                files = [(part.file, ("parts", part.name)) for part in parts if part.enabled]
        for path, key in files:
            if not path or "{{" in path:
                continue
            try:
                place_of(store.root, path)
            except WorkbenchError as error:
                (problem,) = error.problems
                line = texts.line(f"{saved.id}.toml", "body", *key)
                what = f"{path}: {problem.what}"
                yield Finding(f"{saved.id}.toml", line, what, problem.hint, "warning")


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
                Finding(file, placed(problem).line, problem.what, problem.hint)
                for problem in error.problems
            )
            continue
        if stored is None:
            hint = "store one: workbench run --accept"
            yield Finding(file, None, "no response is stored yet", hint, "warning")
