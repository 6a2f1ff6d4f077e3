from pathlib import Path

import pytest


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A small collection; its requests want a `base_url`."""
    root = tmp_path / "shop"
    files = {
        "collection.toml": 'format = 1\nname = "Shop"\norder = ["list", "users"]\n',
        "list.toml": 'name = "List"\nmethod = "GET"\nurl = "{{base_url}}/users"\n',
        "users/get.toml": 'method = "GET"\nurl = "{{base_url}}/users/:id"\n[path]\nid = "1"\n',
        "users/delete.toml": 'method = "DELETE"\nurl = "{{base_url}}/users/999"\n',
        "environments/live.toml": 'protected = true\n[variables]\nbase_url = "http://127.0.0.1:1"\n',
    }
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    (root / "empty").mkdir()
    return root
