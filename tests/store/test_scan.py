import os
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workbench.errors import Problem, WorkbenchError
from workbench.model import Broken, Collection, Folder, Unread, Variable, requests, walk
from workbench.store.scan import MAX_DEPTH, Scan, inside, is_collection


def load(root: Path) -> Collection:
    return Scan(root).collection()


def problem_of(root: Path, node: str) -> Problem:
    found = load(root).find(node)
    assert isinstance(found, Broken)
    return found.problem


def test_a_collection_is_read_in_display_order(root: Path) -> None:
    collection = load(root)

    assert [node.id for node in walk(collection.root)] == [
        "auth",
        "auth/login",
        "auth/logout",
        "ping",
    ]
    assert collection.name == "Shop"
    assert collection.environments["local"].variables == (
        Variable("base_url", "http://127.0.0.1:8000"),
    )
    assert collection.problems == ()


def test_listed_names_without_a_file_are_told(root: Path) -> None:
    (root / "collection.toml").write_text(
        'format = 1\n\norder = [\n"pong", "auth",\n"auth"]\n', encoding="utf-8"
    )

    assert load(root).problems == (
        Problem('"order" names "pong", which is not there', "shop/collection.toml:4",
                'did you mean "ping"?'),
        Problem('"order" names "auth" twice', "shop/collection.toml:5", "take it out of the list"),
    )  # fmt: skip


def test_a_linked_folder_file_is_read(root: Path) -> None:
    (root / "auth" / "folder.toml").rename(root / "auth" / ".real")
    (root / "auth" / "folder.toml").symlink_to(".real")
    (root / "auth" / ".real").write_text('order = ["gone"]')

    assert [problem.where for problem in load(root).problems] == ["shop/auth/folder.toml:1"]


def test_a_directory_without_the_file_is_no_collection(tmp_path: Path) -> None:
    assert not is_collection(tmp_path)
    with pytest.raises(WorkbenchError, match="not a collection"):
        load(tmp_path)
    with pytest.raises(WorkbenchError, match="not a collection"):
        load(tmp_path / "missing")


@pytest.mark.parametrize(
    "content",
    [b"", b"\0", b"\xff\xfe", b"\xe9", b"a = " + b"[" * 100_000, b"a = " + b"1" * 10_000,
     b"<<<<<<< x\n", b"\xef\xbb\xbfname = 'x'", b" " * (5 << 20), b"a.b" * 10_000],
    ids=lambda content: repr(content[:8]),
)  # fmt: skip
def test_any_file_leaves_the_rest_usable(root: Path, content: bytes) -> None:
    (root / "auth" / "odd.toml").write_bytes(content)
    (root / "environments" / "odd.toml").write_bytes(content)

    collection = load(root)

    assert {"auth/login", "ping"} <= {request.id for request in requests(collection.root)}
    assert collection.find("auth/odd") is not None


def test_only_regular_files_are_opened(root: Path) -> None:
    os.mkfifo(root / "fifo.toml")
    (root / "zero.toml").symlink_to("/dev/zero")
    (root / "passwd.toml").symlink_to("/etc/passwd")
    (root / "loop.toml").symlink_to("loop.toml")
    (root / "gone.toml").symlink_to("nowhere")

    assert problem_of(root, "fifo").what == "not a regular file"
    assert problem_of(root, "zero").what == "a link to a file outside of the collection"
    assert problem_of(root, "passwd").what == "a link to a file outside of the collection"
    assert problem_of(root, "loop").what == "a link that leads nowhere"
    assert problem_of(root, "gone").what == "a link that leads nowhere"


def test_linked_folders_are_told_and_not_followed(root: Path) -> None:
    (root / "again").symlink_to(".")
    (root / "auth" / "up").symlink_to("/")

    collection = load(root)

    assert {problem.where for problem in collection.problems} == {"shop/auth/up", "shop/again"}
    assert len(list(walk(collection.root))) == 4


def test_hidden_folders_and_environments_are_no_requests(root: Path) -> None:
    (root / ".git").mkdir()
    (root / ".git" / "x.toml").touch()
    (root / ".hidden.toml").touch()
    (root / "notes.md").touch()
    (root / "auth" / "environments").mkdir()

    assert [node.id for node in walk(load(root).root)] == [
        "auth",
        "auth/login",
        "auth/environments",
        "auth/logout",
        "ping",
    ]


def test_a_folder_file_that_cannot_be_read_keeps_its_requests_from_being_sent(root: Path) -> None:
    (root / "auth" / "folder.toml").write_text("name = \n")

    collection = load(root)
    folder = collection.find("auth")

    assert isinstance(folder, Folder)
    assert folder.unsupported == ("folder.toml, which cannot be read",)
    assert folder.name == "auth"
    assert collection.problems[0].where == "shop/auth/folder.toml:1"


def test_a_collection_of_a_later_format_still_opens(root: Path) -> None:
    (root / "collection.toml").write_text("format = 2\n")

    collection = load(root)

    assert collection.root.unsupported
    assert "format 2" in collection.problems[0].what
    assert len(list(requests(collection.root))) == 3


def test_a_file_that_is_called_like_a_folder_is_shown_apart(root: Path) -> None:
    (root / "auth.toml").write_text("name = 'x'\n")

    assert problem_of(root, "auth.toml").what == "a folder has the same name as this file"
    assert isinstance(load(root).find("auth"), Folder)


def test_very_deep_folders_are_cut_off_and_told(root: Path) -> None:
    (root / "/".join("d" * (MAX_DEPTH + 3))).mkdir(parents=True)

    (problem,) = load(root).problems

    assert problem.what == f"folders more than {MAX_DEPTH} deep are not read"


def test_broken_environments_are_told(root: Path) -> None:
    (root / "environments" / "bad.toml").write_text("=")
    (root / "environments" / "staging.local.toml").write_text("")

    collection = load(root)

    assert set(collection.environments) == {"local", "staging"}
    assert collection.problems[0].where == "shop/environments/bad.toml:1"


def test_a_linked_environments_folder_is_not_followed(root: Path, tmp_path: Path) -> None:
    (root / "environments" / "local.toml").unlink()
    (root / "environments").rmdir()
    (root / "environments").symlink_to(tmp_path)

    collection = load(root)

    assert collection.environments == {}
    assert "not followed" in collection.problems[0].what


def test_a_link_inside_leads_to_its_file(root: Path) -> None:
    (root / "link.toml").symlink_to("ping.toml")

    assert inside(root, root / "link.toml", "w") == (root / "ping.toml").resolve()


def test_a_thousand_requests_load_without_a_wait(root: Path) -> None:
    text = (root / "auth" / "login.toml").read_text()
    for folder in range(50):
        (root / f"f{folder}").mkdir()
        for request in range(20):
            (root / f"f{folder}" / f"r{request}.toml").write_text(text)
    started = time.process_time()

    assert len(list(requests(load(root).root))) == 1003

    assert time.process_time() - started < 10  # 0.15 s on a quiet machine


def test_of_many_requests_the_first_are_read_and_all_are_named(root: Path) -> None:
    (root / "bad.toml").write_text("=")
    (root / "auth" / "login.baseline.toml").touch()
    (root / "auth" / "deep").mkdir()
    whole = load(root)

    for most in range(4):
        scan = Scan(root, most=most)
        outline = scan.collection()

        expected = [*walk(whole.root)]
        files = [i for i, node in enumerate(expected) if not isinstance(node, Folder)]
        for index in files[most:]:
            expected[index] = Unread(expected[index].id)
        found = [*walk(outline.root)]
        assert [node.id for node in found] == [node.id for node in expected]
        assert [each for each in found if not isinstance(each, Folder)] == [
            each for each in expected if not isinstance(each, Folder)
        ]
        assert len(scan.seen) == min(most, len(files))


def test_a_file_that_is_listed_alone_is_not_opened(root: Path) -> None:
    (root / "pipe.toml").symlink_to("/dev/zero")
    for path in (root / "ping.toml", root / "auth" / "login.toml"):
        path.write_bytes(b"\xff" * 100)

    scan = Scan(root, most=0)

    kinds = {type(node) for node in walk(scan.collection().root)}
    assert kinds == {Folder, Unread}
    assert scan.seen == {}


def test_names_that_differ_in_case_alone_are_told(root: Path) -> None:
    for name in ("Ping.toml", "AUTH.toml"):
        (root / name).write_text("name = 'x'\n")
    (root / "auth" / "caf\u00e9.toml").touch()
    (root / "auth" / "cafe\u0301.toml").touch()

    found = [problem for problem in load(root).problems if "ignore case" in problem.what]

    assert {(problem.where, problem.what.split(" are ")[0]) for problem in found} == {
        ("shop/auth", '"cafe\u0301.toml" and "caf\u00e9.toml"'),
        ("shop", '"Ping.toml" and "ping.toml"'),
    }


FILES = ["collection.toml", "ping.toml", "auth/folder.toml", "environments/local.toml"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.sampled_from(FILES), st.binary() | st.text("[]{}=.#'\"\n ab1<>", max_size=40))
def test_any_bytes_in_any_file_are_shown_or_told_and_never_changed(
    root: Path, file: str, content: bytes | str
) -> None:
    data = content.encode() if isinstance(content, str) else content
    kept = (root / file).read_bytes()
    (root / file).write_bytes(data)
    try:
        scan = Scan(root)
        collection = scan.collection()
        assert {"auth/login", "auth/logout"} <= {r.id for r in requests(collection.root)}
        assert len(collection.problems) <= 4
        assert (root / file).read_bytes() == data
    finally:
        (root / file).write_bytes(kept)
