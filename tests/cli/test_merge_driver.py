import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from workbench.cli.merge_driver import merge_driver

from .command import workbench

BASE = 'name = "Create"\nmethod = "POST"\nurl = "http://h"\n'


def driven(
    tmp_path: Path, ours: str, theirs: str, base: str = BASE, name: str = "a.toml"
) -> tuple[int, str, str]:
    """Return the exit code, the merged file and what was complained about."""
    for file, text in (("base", base), ("ours", ours), ("theirs", theirs)):
        (tmp_path / file).write_text(text)
    arguments = [*(str(tmp_path / file) for file in ("base", "ours", "theirs")), name]
    done = CliRunner().invoke(merge_driver, arguments, standalone_mode=False)
    assert done.exception is None
    return done.return_value, (tmp_path / "ours").read_text(), done.stderr


def test_changes_of_both_sides_are_merged(tmp_path: Path) -> None:
    ours, theirs = BASE.replace("Create", "Make"), BASE.replace("POST", "PUT")

    assert driven(tmp_path, ours, theirs) == (0, ours.replace("POST", "PUT"), "")


def test_only_the_field_that_conflicts_has_markers(tmp_path: Path) -> None:
    ours = BASE.replace("Create", "Make").replace("//h", "//ours")
    theirs = BASE.replace("POST", "PUT").replace("//h", "//theirs")

    code, text, said = driven(tmp_path, ours, theirs)

    assert (code, said) == (1, 'a.toml: both sides changed "url"\n')
    assert text == (
        'name = "Make"\nmethod = "PUT"\n<<<<<<< ours\nurl = "http://ours"\n=======\n'
        'url = "http://theirs"\n>>>>>>> theirs\n'
    )


@pytest.mark.parametrize(
    ("name", "base", "ours", "theirs", "merged"),
    [
        ("collection.toml", "order = ['a']\n", "order = ['a', 'b']\n", "order = ['a', 'c']\n",
         "order = ['a', 'b', \"c\"]\n"),
        ("environments/live.toml", "app = ''\n", "app = 'a'\n", "app = ''\ncolor = 'red'\n",
         "app = 'a'\ncolor = 'red'\n"),
    ],
)  # fmt: skip
def test_each_kind_of_file_is_known_by_its_name(
    tmp_path: Path, name: str, base: str, ours: str, theirs: str, merged: str
) -> None:
    assert driven(tmp_path, ours, theirs, base, name) == (0, merged, "")


def test_what_is_no_request_is_merged_by_lines(tmp_path: Path) -> None:
    base = "[a\n1\n2\n3\n"

    assert driven(tmp_path, base + "x\n", "y\n" + base, base) == (0, f"y\n{base}x\n", "")
    code, text, said = driven(tmp_path, base + "x\n", base + "y\n", base)
    assert (code, text) == (1, base + "<<<<<<< ours\nx\n=======\ny\n>>>>>>> theirs\n")
    assert "both sides changed the same lines" in said


def git(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    settings = ["-c", "user.name=a", "-c", "user.email=a@b.c", "-c", "commit.gpgsign=false"]
    return subprocess.run(
        ["git", *settings, *arguments], cwd=root, capture_output=True, text=True, check=False
    )


def test_git_merges_two_branches_with_it(tmp_path: Path) -> None:
    command = f"{sys.executable} -m workbench merge-driver %O %A %B %P"
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "config", "merge.workbench.name", "collections, field by field")
    git(tmp_path, "config", "merge.workbench.driver", command)
    (tmp_path / ".gitattributes").write_text("*.toml merge=workbench\n")
    file = tmp_path / "create.toml"
    for branch, text in (
        ("main", BASE),
        ("theirs", BASE.replace("POST", "PUT") + '[headers]\nA = "1"  # theirs\n'),
        ("ours", BASE.replace("Create", "Make") + '[headers]\nB = "2"  # ours\n'),
    ):
        git(tmp_path, "checkout", "-q", "-B", branch, "main")
        file.write_text(text)
        git(tmp_path, "add", "-A")
        assert git(tmp_path, "commit", "-q", "-m", branch).returncode == 0

    done = git(tmp_path, "merge", "theirs")

    assert done.returncode == 0, done.stderr
    assert file.read_text() == (
        'name = "Make"\nmethod = "PUT"\nurl = "http://h"\n[headers]\n'
        'B = "2"  # ours\nA = "1"  # theirs\n'
    )


def test_the_help_has_the_lines_for_git(tmp_path: Path) -> None:
    said = workbench("merge-driver", "--help").out

    assert 'git config merge.workbench.driver "workbench merge-driver %O %A %B %P"\n' in said
    assert workbench("merge-driver", "a", "b", "c", cwd=tmp_path).code == 2
