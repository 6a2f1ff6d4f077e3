"""Changes are told once they have settled, and never while git is in the middle of one."""

import os
import subprocess
import time
from pathlib import Path

from workbench.store.watch import PATIENCE, Watch, git_folder, stamps


def settled(watch: Watch) -> int:
    """Look until the watch tells something new; return how many looks that took, 0 if none."""
    return next((looks for looks in range(1, PATIENCE + 5) if watch.look()), 0)


def touch(path: Path, text: str) -> None:
    """Write a file so that its stamp differs, however coarse the clock is."""
    before = path.stat().st_mtime_ns if path.exists() else 0
    path.write_text(text)
    os.utime(path, ns=(before + 1, before + 1))


def test_what_a_watch_first_sees_is_new_and_then_no_more(root: Path) -> None:
    watch = Watch(root)

    assert settled(watch) == 2
    assert settled(watch) == 0


def test_a_change_is_told_when_two_looks_agree(root: Path) -> None:
    watch = Watch(root)
    settled(watch)

    touch(root / "ping.toml", "1")
    assert not watch.look()
    touch(root / "ping.toml", "12")
    assert not watch.look()
    assert watch.look()
    assert not watch.look()


def test_new_gone_and_renamed_files_and_folders_are_changes(root: Path) -> None:
    watch = Watch(root)
    settled(watch)

    for change in (
        lambda: (root / "new").mkdir(),
        lambda: (root / "new" / "a.toml").touch(),
        lambda: (root / "new" / "a.toml").rename(root / "b.toml"),
        lambda: (root / "b.toml").unlink(),
        lambda: (root / "environments" / "dev.toml").touch(),
    ):
        change()
        assert settled(watch)


def test_files_that_are_no_part_of_the_collection_are_not_looked_at(root: Path) -> None:
    watch = Watch(root)
    settled(watch)

    (root / "notes.md").touch()
    (root / ".ping.toml.tmp-1").touch()
    (root / ".git").mkdir()
    (root / ".git" / "x.toml").touch()

    assert settled(watch) == 0
    assert "auth/login.toml" in stamps(root)
    assert not any("git" in name or "tmp" in name for name in stamps(root))


def test_a_link_stands_for_its_target(root: Path, tmp_path: Path) -> None:
    (root / "link.toml").symlink_to("ping.toml")
    (root / "gone.toml").symlink_to("nowhere")
    (root / "out").symlink_to("/")

    found = stamps(root)
    assert found["link.toml"] == found["ping.toml"]
    assert "gone.toml" in found
    assert "out" not in found


def test_nothing_is_told_while_git_is_at_work(root: Path) -> None:
    subprocess.run(["git", "init", "-q", root], check=True)
    watch = Watch(root)
    settled(watch)
    lock = root / ".git" / "index.lock"

    lock.touch()
    touch(root / "ping.toml", "1")
    assert [watch.look() for _ in range(5)] == [False] * 5
    lock.unlink()
    assert watch.look()


def test_a_lock_that_a_killed_git_left_is_not_waited_for_forever(root: Path) -> None:
    subprocess.run(["git", "init", "-q", root], check=True)
    (root / ".git" / "index.lock").touch()

    assert settled(Watch(root)) == PATIENCE + 2


def test_gits_folder_is_found_from_inside_and_through_worktrees(root: Path, tmp_path: Path) -> None:
    assert git_folder(root) is None
    (tmp_path / ".git").mkdir()
    assert git_folder(root) == tmp_path / ".git"
    (root / ".git").write_text(f"gitdir: {tmp_path}/elsewhere\n")
    assert git_folder(root) == tmp_path / "elsewhere"
    assert git_folder(root / "auth") == tmp_path / "elsewhere"


def test_a_collection_that_is_gone_is_looked_at_without_an_error(tmp_path: Path) -> None:
    assert stamps(tmp_path / "gone") == {}


def test_a_look_at_a_thousand_files_is_short(tmp_path: Path) -> None:
    for folder in range(50):
        (tmp_path / f"f{folder}").mkdir()
        for request in range(20):
            (tmp_path / f"f{folder}" / f"r{request}.toml").touch()
    times = []
    for _ in range(5):
        started = time.perf_counter()
        assert len(stamps(tmp_path)) == 1050
        times.append(time.perf_counter() - started)

    assert min(times) < 0.1  # 6 ms on a quiet machine
