"""Imports go one way, and pure packages do no I/O. Lazy and type-only imports count."""

from pathlib import Path

import pytest

from .source import PACKAGE, dotted, imports, modules

# Innermost first. A package may import what stands above it in this list; packages
# in one row do not see each other. A package missing here is an error on purpose.
LAYERS = [
    {"errors"},
    {"model", "preferences"},
    {"formats", "templating", "bodies", "stats", "checks", "graphql"},
    {"client", "store", "demo"},
    {"engine"},
    {"tui"},
    {"cli"},
    {"__main__"},
]
RANK = {name: rank for rank, row in enumerate(LAYERS) for name in row}

PURE = (
    "errors",
    "model",
    "preferences",
    "formats",
    "templating",
    "bodies",
    "stats",
    "checks",
    "tui.open_requests",
    "tui.state",
)
PURE_CLIENT = (
    "auth", "body", "certificate", "completion", "compression", "cookie", "decode", "der", "drive",
    "errors", "flow", "h1", "headers", "http2", "limits", "links", "mock", "mounts", "ndjson",
    "overrides", "peer", "pin", "pool", "proxy", "proxy_rules", "query", "redirect", "request",
    "response", "response_stream", "retry", "route", "socks5", "sse", "status_codes", "steps",
    "timeout", "timings", "url", "websocket.deflate", "websocket.errors", "websocket.handshake",
    "websocket.heartbeat", "websocket.protocol",
)  # fmt: skip
PURE_ALL = (*PURE, *(f"client.{name}" for name in PURE_CLIENT))
IO_MODULES = {
    "anyio", "asyncio", "http", "httpcore", "os", "random", "rich", "secrets", "socket", "ssl",
    "subprocess", "tempfile", "textual", "threading", "time", "trio",
}  # fmt: skip
ONLY_IN = {
    "textual": ("tui",),
    "rich": ("tui",),
    "httpcore": ("client",),
    "uvicorn": ("demo",),
    "click": ("cli",),
    "tomli_w": ("formats",),
}
FORBIDDEN = {
    "httpx": "the client is our own",
    "pickle": "loading one runs code",
    "marshal": "loading one runs code",
    "shelve": "loading one runs code",
    "tree_sitter": "its native code crashes the text area",
}


def inner(path: Path) -> str:
    """Return a file's module name without the package root: `client.pool`."""
    return dotted(path).removeprefix("workbench").removeprefix(".")


def is_pure(name: str) -> bool:
    return any(name == p or name.startswith(f"{p}.") for p in PURE_ALL)


def breaches(path: Path) -> list[str]:
    name = inner(path)
    here = name.split(".")[0]
    found = []
    for module, line in imports(path):
        top, *rest = module.split(".")
        at = f"{path.relative_to(PACKAGE.parent)}:{line}"
        if top == "workbench" and rest and here:
            there = rest[0]
            if there != "__version__" and there != here and RANK[there] >= RANK[here]:
                found.append(f"{at} {here} may not import {there}")
            if here == "client" and there != "client":
                found.append(f"{at} the client imports nothing else of the package")
        if is_pure(name) and top in IO_MODULES:
            found.append(f"{at} pure code may not import {top}; take what it gives as an argument")
        if top in ONLY_IN and here not in ONLY_IN[top]:
            found.append(f"{at} {top} belongs to {' and '.join(ONLY_IN[top])} only")
        if top in FORBIDDEN:
            found.append(f"{at} {top} is not used here: {FORBIDDEN[top]}")
    return found


@pytest.mark.parametrize("path", list(modules()), ids=inner)
def test_a_module_imports_only_from_the_layers_below_it(path: Path) -> None:
    assert breaches(path) == []


def test_every_package_has_a_place_in_the_layers() -> None:
    placed = {name for row in LAYERS for name in row}
    found = {p.stem for p in PACKAGE.iterdir() if p.suffix == ".py" or (p / "__init__.py").exists()}

    assert found - {"__init__"} == placed


def test_init_files_hold_only_a_docstring_imports_and_the_public_list() -> None:
    """Imports may be put off until a name is asked for, as in PEP 562."""
    import ast

    odd = []
    for path in modules():
        if path.name != "__init__.py" or path.parent == PACKAGE:
            continue
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            is_all = isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"
            is_docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
            is_import = isinstance(node, ast.Import | ast.ImportFrom) or (
                isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
            )
            is_later = isinstance(node, ast.FunctionDef) and node.name == "__getattr__"
            if not (is_all or is_docstring or is_import or is_later):
                odd.append(f"{dotted(path)}:{node.lineno}")

    assert odd == []
