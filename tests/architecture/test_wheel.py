"""The wheel holds all that a user needs: installed, it finds its collection and themes."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from .source import ROOT


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel once, without asking the network for a build environment."""
    place = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(place)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return next(place.glob("*.whl"))


def test_collections_themes_and_styles_are_in_the_wheel(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())

    for path in [*(ROOT / "collections").rglob("*.toml"), *(ROOT / "themes").glob("*.toml")]:
        assert f"workbench/shipped/{path.relative_to(ROOT).as_posix()}" in names
    assert "workbench/tui/screens/layout.tcss" in names
    assert "workbench/py.typed" in names
    assert "workbench/client/DIFFERENCES.md" in names


def test_tests_are_not_in_the_wheel(wheel: Path) -> None:
    assert [n for n in zipfile.ZipFile(wheel).namelist() if n.startswith("tests")] == []


def test_installed_it_finds_its_collection_and_themes(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path)
    code = (
        "from workbench.store import shipped;"
        "print(shipped.shipped_collections() / 'demo' / 'collection.toml');"
        "print(shipped.shipped_themes() / 'night.toml')"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True
    )

    for line in done.stdout.splitlines():
        assert line.startswith(str(tmp_path))
        assert Path(line).exists()
