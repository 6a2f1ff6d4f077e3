from pathlib import Path

import pytest

from workbench.cli.data_file import MOST_BYTES, load_rows
from workbench.errors import WorkbenchError


def test_the_name_tells_the_format(tmp_path: Path) -> None:
    (tmp_path / "a.CSV").write_text("id\n1\n")
    (tmp_path / "a.json").write_text('[{"id": 1}]')

    assert load_rows(tmp_path / "a.CSV") == ({"id": "1"},)
    assert load_rows(tmp_path / "a.json") == ({"id": 1},)


@pytest.mark.parametrize(
    ("name", "told"), [("a.txt", "is no file of data"), ("no.csv", "there is no such file")]
)
def test_what_is_no_data_is_refused(name: str, told: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("id\n1\n")

    with pytest.raises(WorkbenchError, match=told):
        load_rows(tmp_path / name)


def test_data_may_be_larger_than_a_file_of_a_collection(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("id,text\n" + f"1,{'x' * 1000}\n" * 5000)
    assert len(load_rows(path)) == 5000

    with path.open("r+b") as file:
        file.truncate(MOST_BYTES + 1)
    with pytest.raises(WorkbenchError, match="larger than 64 MiB"):
        load_rows(path)
