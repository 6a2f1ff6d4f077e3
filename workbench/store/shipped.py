"""What comes with the program: inside the package when installed, beside it in a checkout."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]


def shipped_collections() -> Path:
    """Return the directory of the example collections."""
    return _shipped("collections")


def shipped_themes() -> Path:
    """Return the directory of the themes that come with the program."""
    return _shipped("themes")


def _shipped(name: str) -> Path:
    installed = _PACKAGE / "shipped" / name
    return installed if installed.is_dir() else _PACKAGE.parent / name
