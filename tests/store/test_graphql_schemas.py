import os
from pathlib import Path

import pytest

from workbench.errors import WorkbenchError
from workbench.store import graphql_schemas
from workbench.store.graphql_schemas import MOST_KEPT, GraphQLSchemas

URL = "http://h/graphql"


@pytest.fixture
def kept(tmp_path: Path) -> GraphQLSchemas:
    return GraphQLSchemas(tmp_path / "shop", tmp_path / "schemas")


def files(tmp_path: Path) -> list[Path]:
    return sorted((tmp_path / "schemas").rglob("*.json"))


def test_what_a_url_told_comes_back_with_its_age(kept: GraphQLSchemas, tmp_path: Path) -> None:
    assert kept.load(URL) is None
    saved = kept.save(URL, {"types": [1]})
    kept.save("http://h/other", {"types": []})

    found = kept.load(URL)
    assert found == saved
    assert found.data == {"types": [1]}
    assert {oct(path.stat().st_mode)[-3:] for path in files(tmp_path)} == {"600"}
    assert kept.save(URL, {"types": [2]}).data == {"types": [2]}
    assert len(files(tmp_path)) == 2


def test_another_collection_has_its_own(kept: GraphQLSchemas, tmp_path: Path) -> None:
    kept.save(URL, {})

    assert GraphQLSchemas(tmp_path / "other", tmp_path / "schemas").load(URL) is None


def test_the_oldest_go_when_there_are_too_many(kept: GraphQLSchemas, tmp_path: Path) -> None:
    for number in range(MOST_KEPT + 2):
        kept.save(f"{URL}/{number}", {})
        for path in files(tmp_path):  # a clock may stand still meanwhile
            os.utime(path, (path.stat().st_mtime - 10,) * 2)

    assert len(files(tmp_path)) == MOST_KEPT
    assert kept.load(f"{URL}/0") is None
    assert kept.load(f"{URL}/{MOST_KEPT}") is not None


def test_one_that_is_too_large_is_refused(
    kept: GraphQLSchemas, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(graphql_schemas, "MOST_OCTETS", 10)
    with pytest.raises(WorkbenchError, match="larger than"):
        kept.save(URL, {"types": "x" * 20})

    assert files(tmp_path) == []


@pytest.mark.parametrize("text", ["", "[]", "{"])
def test_a_damaged_file_counts_as_none(kept: GraphQLSchemas, tmp_path: Path, text: str) -> None:
    kept.save(URL, {})
    files(tmp_path)[0].write_text(text)

    assert kept.load(URL) is None
    assert kept.save(URL, {"types": []}).data == {"types": []}
