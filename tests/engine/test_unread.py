from pathlib import Path

from workbench.engine.unread import unread_keys
from workbench.store.collection_store import CollectionStore

FILES = {
    "collection.toml": "format = 1\nformt = 1\n",
    "environments/far.toml": "[variable]\na = 1\n",
    "environments/near.toml": "nope = 1\n",
    "users/folder.toml": "[header]\nA = 'x'\n",
    "users/list.toml": 'url = "http://h"\n[check]\nexpect = ["status == 200"]\n',
    "users/other.toml": "odd = 1\n",
    "good.toml": 'url = "http://h"\n',
    "broken.toml": "url = \n",
}


def test_keys_that_nothing_reads_are_told_of_what_is_sent_and_around_it(tmp_path: Path) -> None:
    root = tmp_path / "shop"
    for name, text in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    store = CollectionStore(root)

    assert [str(problem) for problem in unread_keys(store, ["users/list", "good"], "far")] == [
        'shop/collection.toml:2: unknown key "formt"\nhint: did you mean "format"?',
        'shop/environments/far.toml:1: unknown key "variable"\nhint: did you mean "variables"?',
        'shop/users/folder.toml:1: unknown key "header"\nhint: did you mean "headers"?',
        'shop/users/list.toml:2: unknown key "check"\nhint: did you mean "checks"?',
    ]
    (root / "collection.toml").write_text("format = 1\n")
    assert [*unread_keys(store, ["good", "broken", "gone"], None)] == []
