from pathlib import Path

from .command import workbench


def test_a_collection_is_begun_and_can_be_used_at_once(tmp_path: Path) -> None:
    done = workbench("init", "my shop", "--name", "Shop", cwd=tmp_path)

    assert (done.code, done.err) == (0, "")
    assert "wrote my shop/collection.toml\n" in done.out
    assert done.out.endswith("open it: workbench 'my shop'\n")
    assert 'name = "Shop"' in (tmp_path / "my shop" / "collection.toml").read_text()

    run = workbench("run", "my shop", "--demo", "--env", "local", cwd=tmp_path)
    assert run.code == 0
    assert "GET" in run.out


def test_its_name_is_that_of_the_directory(tmp_path: Path) -> None:
    (tmp_path / "README.md").touch()

    done = workbench("init", ".", cwd=tmp_path)

    assert f'name = "{tmp_path.name}"' in (tmp_path / "collection.toml").read_text()
    assert "kept README.md as it was\n" in done.out


def test_a_directory_that_cannot_be_a_collection_is_told(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[project]\n")

    done = workbench("init", ".", cwd=tmp_path)

    assert (done.code, done.out) == (2, "")
    assert "pyproject.toml: this would be taken for a request" in done.err
    assert "hint: begin in a folder of its own, such as requests" in done.err


def test_a_file_is_no_place_for_a_collection(tmp_path: Path) -> None:
    (tmp_path / "shop").touch()
    done = workbench("init", "shop", cwd=tmp_path)

    assert (done.code, done.out, done.err) == (2, "", '"shop" is a file\nhint: name a directory\n')
