from pathlib import Path

import pytest

from workbench.store.names import displayed, folder_file, is_request, natural


def test_names_not_listed_follow_folders_first_in_natural_order() -> None:
    names = ["r10", "r2", "R1", "f2", "f10", "last"]

    assert displayed(names, ["f10", "f2"], ["last", "gone", "last"]) == [
        "last",
        "f2",
        "f10",
        "R1",
        "r2",
        "r10",
    ]


def test_numbers_in_names_count_as_numbers() -> None:
    assert sorted(["v10", "V9", "a"], key=natural) == ["a", "V9", "v10"]


def test_a_folder_has_its_file_and_the_collection_another() -> None:
    assert folder_file(Path("x"), root=True) == Path("x/collection.toml")
    assert folder_file(Path("x"), root=False) == Path("x/folder.toml")


@pytest.mark.parametrize(
    "file", ["collection.toml", "folder.toml", "a.baseline.toml", "a.md", "toml", "a.toml.bak"]
)
def test_a_file_that_means_something_else_is_no_request(file: str) -> None:
    assert is_request("list.toml")
    assert not is_request(file)
