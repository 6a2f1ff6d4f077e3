from pathlib import Path

import pytest

from workbench.errors import WorkbenchError
from workbench.store.saved_body import PIECE, save_body, write_body


class Body:
    def __init__(self, content: bytes) -> None:
        self.content = content
        self.size = len(content)

    def read(self, start: int, length: int) -> bytes:
        return self.content[start : start + length]


def test_a_body_is_saved_byte_for_byte(tmp_path: Path) -> None:
    content = bytes(range(256)) * (PIECE // 256) + b"the end"

    assert save_body(tmp_path / "body", Body(content)) == len(content)
    assert (tmp_path / "body").read_bytes() == content
    assert [path.name for path in tmp_path.iterdir()] == ["body"]


def test_a_file_that_is_there_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "body").write_text("mine")

    with pytest.raises(WorkbenchError, match="there is a file of this name already"):
        save_body(tmp_path / "body", Body(b"theirs"))
    assert (tmp_path / "body").read_text() == "mine"
    assert len(list(tmp_path.iterdir())) == 1


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(WorkbenchError, match=r"no such file or directory") as caught:
        save_body(tmp_path / "none" / "body", Body(b""))
    assert caught.value.problems[0].where.endswith("none/body")


def test_a_copy_for_another_program_is_private(tmp_path: Path) -> None:
    write_body(tmp_path / "copy", Body(b"x"), 0o600)

    assert (tmp_path / "copy").stat().st_mode & 0o777 == 0o600
