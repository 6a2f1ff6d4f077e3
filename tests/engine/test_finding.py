from pathlib import Path

import pytest

from workbench.engine.finding import Finding, Texts, of_request, placed
from workbench.errors import Problem
from workbench.store.collection_store import CollectionStore

FILES = {
    "collection.toml": "format = 1\n[headers]\nA = 'x'\n",
    "users/folder.toml": "[headers]\nB = 'x'\n",
    "users/list.toml": (
        'url = "http://h"\n[body]\ntype = "json"\ntext = "{}"\n'
        "[captures]\nid = 'status'\n[checks]\nexpect = [\n  'status == 200',\n  'body exists',\n]\n"
    ),
}


@pytest.fixture
def texts(tmp_path: Path) -> Texts:
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return Texts(CollectionStore(tmp_path))


@pytest.mark.parametrize(
    ("where", "file", "line"),
    [
        ("users/list url:3", "users/list.toml", 1),
        ("users/list body:1:4", "users/list.toml", 4),
        ("users/list captures.id:2", "users/list.toml", 6),
        ("users/list checks.expect.0:7", "users/list.toml", 9),
        ("users/list checks.expect.1:2", "users/list.toml", 10),
        ("users/list users headers.B:1", "users/folder.toml", 2),
        ("users/list collection headers.A:1", "collection.toml", 3),
        ('users/list environments/far.toml:4 variable "a":1', "environments/far.toml", 4),
        ("collection.toml", "collection.toml", None),
        ("users/list", "users/list.toml", None),
        ('users/list command line variable "a":1', "users/list.toml", None),
    ],
)
def test_a_problem_of_a_request_is_at_a_line(
    where: str, file: str, line: int | None, texts: Texts
) -> None:
    found = of_request("users/list", Problem("what", where, "hint"), texts)

    assert found == Finding(file, line, "what", "hint")


def test_a_problem_that_tells_its_place_is_there() -> None:
    assert placed(Problem("what", "a/b.toml:7")) == Finding("a/b.toml", 7, "what")
    assert placed(Problem("what", "a/b.toml")) == Finding("a/b.toml", None, "what")
