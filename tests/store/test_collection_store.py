import os
import shutil
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from workbench.errors import WorkbenchError
from workbench.store.changes import Changes, Refreshed
from workbench.store.collection_store import CollectionStore

from .asking import NEW, folder_of, ids, spec_of
from .conftest import LOGIN


def test_saving_changes_the_lines_that_differ(store: CollectionStore) -> None:
    store.save("auth/login", replace(spec_of(store, "auth/login"), url="http://y"))

    text = (store.root / "auth/login.toml").read_text()
    assert text == LOGIN.replace("{{base_url}}/login", "http://y")


def test_saving_the_same_does_not_touch_the_file(store: CollectionStore) -> None:
    path = store.root / "auth/login.toml"
    os.utime(path, (1, 1))
    before = path.stat()

    store.save("auth/login", spec_of(store, "auth/login"))

    assert (path.stat().st_mtime_ns, path.stat().st_ino) == (before.st_mtime_ns, before.st_ino)


def test_saving_twice_is_fine(store: CollectionStore) -> None:
    spec = spec_of(store, "ping")

    store.save("ping", replace(spec, url="http://1"))
    store.save("ping", replace(spec, url="http://2"))

    assert spec_of(store, "ping").url == "http://2"


def test_a_change_on_disk_of_same_size_and_time_is_not_overwritten(store: CollectionStore) -> None:
    path = store.root / "ping.toml"
    status, old = path.stat(), path.read_text()
    path.write_text(old.replace("http://x", "http://z"))
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))

    with pytest.raises(WorkbenchError, match=r"shop/ping\.toml: the file has changed on disk"):
        store.save("ping", replace(NEW, url="http://mine"))

    assert "http://z" in path.read_text()


def test_a_deleted_file_is_not_brought_back(store: CollectionStore) -> None:
    (store.root / "ping.toml").unlink()

    with pytest.raises(WorkbenchError, match="the file is gone"):
        store.save("ping", NEW)

    assert not (store.root / "ping.toml").exists()


def test_a_draft_of_older_content_is_refused(store: CollectionStore) -> None:
    base = store.base_hash("ping")
    store.save("ping", replace(spec_of(store, "ping"), url="http://newer"))

    mine = replace(NEW, url="http://mine")
    with pytest.raises(WorkbenchError, match="changed on disk"):
        store.save("ping", mine, base=base)

    assert store.save("ping", mine, base=store.base_hash("ping")) == mine


def test_a_broken_file_is_not_overwritten(store: CollectionStore) -> None:
    path = store.root / "ping.toml"
    path.write_text("<<<<<<< HEAD\n")
    store.load()

    with pytest.raises(WorkbenchError, match=r"ping.toml:1: merge conflict markers"):
        store.save("ping", NEW)
    with pytest.raises(WorkbenchError, match="merge conflict markers"):
        store.rename("ping", "Pong")

    assert path.read_text() == "<<<<<<< HEAD\n"


def test_a_request_is_saved_through_a_link_inside_the_collection(store: CollectionStore) -> None:
    link = store.root / "link.toml"
    link.symlink_to("auth/login.toml")
    store.load()

    store.save("link", replace(spec_of(store, "link"), url="http://y"))

    assert link.is_symlink()
    assert spec_of(store, "auth/login").url == "http://y"


def test_a_link_out_of_the_collection_is_not_written_through(
    store: CollectionStore, tmp_path: Path
) -> None:
    outside = tmp_path / "outside.toml"
    outside.write_text("name = 'x'\n")
    (store.root / "link.toml").symlink_to(outside)
    store.load()

    with pytest.raises(WorkbenchError, match="outside of the collection"):
        store.save("link", NEW)

    assert outside.read_text() == "name = 'x'\n"


@pytest.mark.parametrize(
    "node", ["", "..", "../x", "a/../../x", "/etc/passwd", ".git/x", "auth/", "a\0b", "nothing"]
)
def test_an_id_leads_nowhere_but_into_the_collection(store: CollectionStore, node: str) -> None:
    with pytest.raises(WorkbenchError):
        store.save(node, NEW)
    with pytest.raises(WorkbenchError):
        store.delete(node)
    with pytest.raises(WorkbenchError):
        store.move(node, "auth")
    with pytest.raises(WorkbenchError):
        store.duplicate(node)
    if node:
        with pytest.raises(WorkbenchError):
            store.create(node, NEW)
        with pytest.raises(WorkbenchError):
            store.rename(node, "x")


def test_a_linked_folder_takes_no_requests(store: CollectionStore, tmp_path: Path) -> None:
    (store.root / "link").symlink_to(tmp_path)

    with pytest.raises(WorkbenchError, match="no such folder"):
        store.create("link", NEW)


def test_a_new_request_is_listed_where_the_list_is_complete(store: CollectionStore) -> None:
    assert store.create("", NEW) == "say-hello"
    assert store.create("", NEW) == "say-hello-2"
    assert store.create("auth", NEW) == "auth/say-hello"

    assert (
        'order = ["auth", "ping", "say-hello", "say-hello-2"]'
        in (store.root / "collection.toml").read_text()
    )
    assert '"login", # first\n]' in (store.root / "auth/folder.toml").read_text()
    assert spec_of(store, "say-hello") == NEW


def test_a_new_request_can_be_saved_at_once(store: CollectionStore) -> None:
    node = store.create("", NEW)

    store.save(node, replace(NEW, url="http://z"))

    assert spec_of(store, node).url == "http://z"


@pytest.mark.parametrize("name", ["Orders", "日本", "Größe & Maß", "../x", "con", "", "order"])
def test_folder_names_round_trip(store: CollectionStore, name: str) -> None:
    node = store.create_folder("auth", name)

    assert folder_of(store, node).name == (name or node.removeprefix("auth/"))
    assert (store.root / node).parent == store.root / "auth"


def test_threads_take_turns(store: CollectionStore) -> None:
    threads = [
        threading.Thread(target=lambda: [store.create("", NEW) for _ in range(5)]) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(ids(store)) == 4 + 20


def test_files_that_a_killed_writer_left_are_removed(store: CollectionStore) -> None:
    stale = store.root / "auth" / ".login.toml.tmp-999999999"
    alive = store.root / "auth" / f".login.toml.tmp-{os.getpid()}"
    stale.touch()
    alive.touch()

    store.load()

    assert not stale.exists()
    assert alive.exists()


def poll(store: CollectionStore) -> Refreshed | None:
    """Look as often as it takes a change to settle."""
    store.poll()
    return store.poll()


def rewrite(path: Path, text: str) -> None:
    """Replace a file as editors do; its stamp differs from before in any case."""
    new = path.with_name(f".{path.name}.new")
    new.write_text(text)
    new.replace(path)


def test_a_poll_of_an_untouched_collection_tells_nothing(store: CollectionStore) -> None:
    assert poll(store) is None
    assert poll(store) is None


def test_a_poll_tells_exactly_what_an_editor_changed(store: CollectionStore) -> None:
    poll(store)
    rewrite(store.root / "ping.toml", "name = 'Pong'\n")
    (store.root / "auth" / "new.toml").write_text("name = 'New'\n")
    (store.root / "auth" / "logout.toml").unlink()
    (store.root / "auth" / "login.toml").rename(store.root / "sign-in.toml")

    found = poll(store)

    assert found is not None
    assert found.changes == Changes(
        added=("auth/new",),
        changed=("ping",),
        removed=("auth/logout",),
        renamed=(("auth/login", "sign-in"),),
    )
    assert found.collection == CollectionStore(store.root).load()
    store.save("ping", NEW)
    store.save("sign-in", NEW)


def test_what_the_store_changed_itself_is_no_news(store: CollectionStore) -> None:
    poll(store)
    store.save("ping", replace(spec_of(store, "ping"), url="http://y"))
    store.create("", NEW)
    store.rename("auth", "Sign on")
    store.move("ping", "sign-on")
    store.delete("sign-on/logout")

    found = poll(store)

    assert found is not None
    assert not found.changes
    assert found.collection == CollectionStore(store.root).load()
    assert poll(store) is None


def test_a_change_of_a_folder_or_an_environment_is_told_by_the_collection(
    store: CollectionStore,
) -> None:
    poll(store)
    rewrite(store.root / "auth" / "folder.toml", "name = 'Signing in'\n")
    found = poll(store)
    assert found is not None
    assert found.collection.find("auth") == folder_of(store, "auth")
    assert not found.changes

    rewrite(store.root / "environments" / "dev.toml", "")
    found = poll(store)
    assert found is not None
    assert "dev" in found.collection.environments


def test_a_file_that_becomes_unreadable_and_readable_again_has_changed(
    store: CollectionStore,
) -> None:
    path = store.root / "ping.toml"
    good = path.read_text()
    for text in ("<<<<<<< HEAD\n", good):
        rewrite(path, text)
        assert store.refresh().changes == Changes(changed=("ping",))
    path.unlink()
    path.mkdir()
    assert store.refresh().changes == Changes(added=(), removed=("ping",))


def test_a_collection_that_is_taken_away_is_told_once(store: CollectionStore) -> None:
    poll(store)
    store.root.rename(store.root.with_name("away"))

    with pytest.raises(WorkbenchError, match="not a collection"):
        poll(store)
    assert poll(store) is None
    store.root.with_name("away").rename(store.root)
    poll(store)
    store.save("ping", NEW)


HOSTILE = {
    "evil.toml": """
name = "{{command('touch pwned')}}"
url = "{{file('/etc/passwd')}}/{{env('HOME')}}"
pre_script = "import os; os.system('touch pwned')"

[auth]
type = "oauth2"
token_url = "http://127.0.0.1:1/token"

[body]
type = "file"
file = "/etc/passwd"

[options]
ca = "/etc/ssl/cert.pem"
app = "os:system"
""",
    "environments/evil.toml": """
app = "antigravity:main"

[secrets]
a = "command:touch pwned"
b = "file:/etc/passwd"
c = "keyring:x/y"
""",
    "evil.baseline.toml": "file = '/etc/passwd'\n",
    ".env": "A=$(touch pwned)\n",
    ".git/hooks/post-checkout": "#!/bin/sh\ntouch pwned\n",
    "json.py": "raise SystemExit('imported')\n",
}


OPENING = """
import os, sys
from pathlib import Path
from workbench.store.collection_store import CollectionStore

def open_collection(root):
    store = CollectionStore(Path(root))
    store.outline(3)
    collection = store.load()
    store.poll(), store.poll(), store.refresh()
    return collection

harmless, root = sys.argv[1:]
os.chdir(root)
open_collection(harmless)  # imports what there is to import
LOOKING = {"open", "os.scandir", "os.listdir"}

def watch(event, arguments):
    kind = event.split(".")[0]
    if event in LOOKING and not str(arguments[0]).startswith(root):
        print("looks at", arguments[0])
    if event not in LOOKING and kind in {"os", "subprocess", "socket", "import", "exec", "ctypes"}:
        print(event, arguments)

sys.addaudithook(watch)
print(len(open_collection(root).environments))
"""


def test_opening_runs_nothing_sends_nothing_and_reads_nothing_else(
    root: Path, tmp_path: Path
) -> None:
    harmless = shutil.copytree(root, tmp_path / "harmless")
    for name, text in HOSTILE.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        path.chmod(0o755)

    done = subprocess.run(
        [sys.executable, "-c", OPENING, str(harmless), str(root)],
        capture_output=True,
        text=True,
        timeout=30,
    )

    assert (done.stdout, done.stderr) == ("2\n", "")
    assert not list(root.rglob("pwned"))
