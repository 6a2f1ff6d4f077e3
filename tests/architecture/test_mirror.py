"""Every module with behaviour has its test file at the mirrored path, and the other way round."""

from .source import PACKAGE, TESTS, has_behaviour, modules

# Test files that follow a story across modules instead of mirroring one.
STORIES = {
    "architecture",
    "benchmarks",
    "browser",
    "differential",
    "git",
    "documented",
    "hostile",
    "reliability",
    "terminal",
    "server",
    "snapshots",
}


def test_every_module_with_behaviour_has_a_test_file() -> None:
    missing = []
    for path in modules():
        place = path.relative_to(PACKAGE)
        if path.name in {"__init__.py", "__main__.py"} or not has_behaviour(path):
            continue
        mirror = TESTS / place.parent / f"test_{place.name}"
        if not mirror.exists():
            missing.append(str(mirror.relative_to(TESTS.parent)))

    assert missing == []


def test_every_test_file_mirrors_a_module() -> None:
    strays = []
    for path in sorted(TESTS.rglob("test_*.py")):
        place = path.relative_to(TESTS)
        if place.parts[0] in STORIES:
            continue
        if not (PACKAGE / place.parent / place.name.removeprefix("test_")).exists():
            strays.append(str(place))

    assert strays == []
