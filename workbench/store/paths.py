"""Where this user's own files live. Nothing is created by asking."""

import os
from pathlib import Path

from platformdirs import user_config_path, user_state_path


def state_dir() -> Path:
    """Return the directory for drafts, trash and history; WORKBENCH_STATE_DIR overrides it."""
    chosen = os.environ.get("WORKBENCH_STATE_DIR")
    return Path(chosen) if chosen else user_state_path("workbench", appauthor=False)


def config_dir() -> Path:
    """Return the directory for settings and themes; WORKBENCH_CONFIG_DIR overrides it."""
    chosen = os.environ.get("WORKBENCH_CONFIG_DIR")
    return Path(chosen) if chosen else user_config_path("workbench", appauthor=False)


def themes_dir() -> Path:
    """Return the directory of the user's own themes."""
    return config_dir() / "themes"


def collection_key(root: Path) -> str:
    """Return what the state of the collection at this place is filed under."""
    import hashlib  # 2 ms that the first frame need not wait for

    return hashlib.sha256(os.fsencode(root.resolve())).hexdigest()[:32]


def history_folder(root: Path) -> Path:
    """Return where the history of the collection at this place lies."""
    return state_dir() / "history" / collection_key(root)
