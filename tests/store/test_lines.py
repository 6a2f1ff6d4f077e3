from pathlib import Path

import pytest

from workbench.store.lines import Lines


def test_a_name_is_found_on_its_line(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "folder.toml").write_text('# hello\n[variables]\n\na = "1"\n')
    lines = Lines(tmp_path)

    assert lines.find("in/folder.toml", "variables", "a") == 4
    assert lines.find("in/folder.toml", "variables", "b") is None
    assert lines.find("in/folder.toml", "headers", "a") is None
    assert lines.find("in/folder.toml", "", "variables") == 2


@pytest.mark.parametrize("text", [None, "[variables", "\x00"])
def test_what_cannot_be_read_says_nothing(tmp_path: Path, text: str | None) -> None:
    if text is not None:
        (tmp_path / "a.toml").write_text(text)

    assert Lines(tmp_path).find("a.toml", "variables", "a") is None


def test_a_link_out_of_the_collection_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "outside.toml").write_text('[variables]\na = "1"\n')
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop" / "a.toml").symlink_to(tmp_path / "outside.toml")

    assert Lines(tmp_path / "shop").find("a.toml", "variables", "a") is None
