from pathlib import Path

import pytest

from workbench.store.collection_store import CollectionStore
from workbench.store.new_collection import create_collection

LOGIN = """\
# How to log in.
name = "Log in"   # shown
url = "{{base_url}}/login"

[headers]
Accept = "*/*"  # any
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small collection: a request at the top, two in a folder, an order list."""
    root = tmp_path / "shop"
    create_collection(root, "Shop")
    (root / "collection.toml").write_text(
        'format = 1 # c\nname = "Shop"\norder = ["auth", "ping"]\n'
    )
    (root / "ping.toml").write_text('name = "Ping"\nurl = "http://x"\n')
    (root / "auth").mkdir()
    (root / "auth" / "folder.toml").write_text('name = "Auth"\norder = [\n  "login", # first\n]\n')
    (root / "auth" / "login.toml").write_text(LOGIN)
    (root / "auth" / "logout.toml").write_text('name = "Log out"\n')
    return root


@pytest.fixture
def store(root: Path, tmp_path: Path) -> CollectionStore:
    """The small collection, loaded."""
    store = CollectionStore(root, trash=tmp_path / "trash")
    store.load()
    return store
