from pathlib import Path

from workbench.store.themes import load_themes


def test_the_users_themes_are_found_and_broken_ones_told(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text('name = "mine"\n[colors]\nprimary = "#112233"\n')
    (tmp_path / "bad.toml").write_text("name =")
    (tmp_path / ".hidden.toml").touch()
    (tmp_path / "linked.toml").symlink_to("mine.toml")
    (tmp_path / "loop.toml").symlink_to("loop.toml")

    themes, problems = load_themes(tmp_path)

    assert "mine" in [theme.name for theme in themes]
    assert [theme.name for theme in themes] == sorted({theme.name for theme in themes})
    assert [problem.where for problem in problems] == [
        f"{tmp_path / 'bad.toml'}:1",
        str(tmp_path / "loop.toml"),
    ]


def test_without_a_folder_there_are_only_the_shipped_ones(tmp_path: Path) -> None:
    assert load_themes(tmp_path / "missing")[1] == []
