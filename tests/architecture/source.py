"""Read the package's own source: its modules, what they import, what they define."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "workbench"
TESTS = ROOT / "tests"


def modules() -> Iterator[Path]:
    """Yield every source file of the package."""
    return iter(sorted(PACKAGE.rglob("*.py")))


def dotted(path: Path) -> str:
    """Return a source file's module name: `workbench.client.pool`."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path: Path) -> Iterator[tuple[str, int]]:
    """Yield every imported module with its line: top level, lazy and type-only alike."""
    package = path.relative_to(ROOT).parent.parts
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, node.lineno
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package[: len(package) - node.level + 1]) if node.level else ""
            module = ".".join(part for part in (base, node.module or "") if part)
            yield module, node.lineno
            if module == "workbench" or node.module is None:
                for alias in node.names:
                    yield f"{module}.{alias.name}", node.lineno


def has_behaviour(path: Path) -> bool:
    """Tell whether a file defines any function; one that does not has nothing to test."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return any(isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) for node in ast.walk(tree))
