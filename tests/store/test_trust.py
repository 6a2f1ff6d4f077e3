"""Trust is the user's, never the repository's, and is for one collection at one place."""

import os
import shutil
import stat
from pathlib import Path

import pytest

from tests.model.test_trust import EVERYTHING
from workbench.errors import WorkbenchError
from workbench.model import Capabilities
from workbench.store.trust import Trust

TOKEN = Capabilities(env_names=frozenset({"SHOP_TOKEN"}))


@pytest.fixture
def trust(root: Path, tmp_path: Path) -> Trust:
    return Trust(tmp_path / "state" / "trust", root, "Shop")


def files(tmp_path: Path) -> list[Path]:
    return sorted((tmp_path / "state" / "trust").iterdir())


def again(root: Path, tmp_path: Path, name: str = "Shop") -> Capabilities:
    """Return what the next start of the program finds."""
    return Trust(tmp_path / "state" / "trust", root, name).granted()


def test_nothing_is_granted_by_default(trust: Trust) -> None:
    assert trust.granted() == Capabilities()


def test_a_grant_survives_the_program(trust: Trust, root: Path, tmp_path: Path) -> None:
    trust.grant(EVERYTHING)

    assert again(root, tmp_path) == EVERYTHING


def test_grants_add_up_until_they_are_revoked(trust: Trust) -> None:
    trust.grant(TOKEN)
    trust.grant(Capabilities(commands=frozenset({"pass show x"})))

    assert trust.granted().missing(TOKEN).lines() == ("run the command: pass show x",)
    trust.revoke()
    trust.revoke()
    assert not trust.granted()


def test_a_grant_is_written_outside_of_the_collection_for_the_user_alone(
    trust: Trust, root: Path, tmp_path: Path
) -> None:
    before = {path: path.stat().st_mtime_ns for path in root.rglob("*")}
    old = os.umask(0)
    try:
        trust.grant(TOKEN)
    finally:
        os.umask(old)

    (file,) = files(tmp_path)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert {path: path.stat().st_mtime_ns for path in root.rglob("*")} == before


def test_a_copy_is_not_trusted(trust: Trust, root: Path, tmp_path: Path) -> None:
    trust.grant(TOKEN)
    shutil.copytree(root, tmp_path / "copy")

    assert not again(tmp_path / "copy", tmp_path)


def test_a_moved_collection_is_not_trusted(trust: Trust, root: Path, tmp_path: Path) -> None:
    trust.grant(TOKEN)
    root.rename(tmp_path / "moved")

    assert not again(tmp_path / "moved", tmp_path)


def test_another_collection_at_the_same_place_is_not_trusted(
    trust: Trust, root: Path, tmp_path: Path
) -> None:
    trust.grant(TOKEN)
    root.rename(tmp_path / "old")
    shutil.copytree(tmp_path / "old", root)

    assert not again(root, tmp_path)
    assert not again(tmp_path / "old", tmp_path)


def test_a_collection_of_another_name_is_not_trusted(
    trust: Trust, root: Path, tmp_path: Path
) -> None:
    trust.grant(TOKEN)

    assert not again(root, tmp_path, "Other")


def test_a_link_to_the_collection_is_the_collection(
    trust: Trust, root: Path, tmp_path: Path
) -> None:
    trust.grant(TOKEN)
    (tmp_path / "link").symlink_to(root)

    assert again(tmp_path / "link", tmp_path) == TOKEN


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff", b"[]", b"{}", b"[" * 100_000, b"null",
     b'{"path": "/", "inode": 1, "name": "Shop", "granted": {}, "later": 1}'],
    ids=lambda content: repr(content[:9]),
)  # fmt: skip
def test_a_corrupt_record_grants_nothing_and_is_told(
    trust: Trust, tmp_path: Path, content: bytes
) -> None:
    trust.grant(EVERYTHING)
    (file,) = files(tmp_path)
    file.write_bytes(content)

    with pytest.raises(WorkbenchError, match="what you trusted cannot be read") as caught:
        trust.granted()

    assert len(caught.value.problems) == 1
    trust.grant(TOKEN)
    assert trust.granted() == TOKEN


@pytest.mark.parametrize(
    "granted",
    ['{"powers": ["all"]}', '{"commands": [1]}', '{"secret_hosts": ["x"]}', '{"apps": "*"}'],
)
def test_a_grant_of_an_unknown_shape_grants_nothing(
    trust: Trust, tmp_path: Path, granted: str
) -> None:
    trust.grant(Capabilities())
    (file,) = files(tmp_path)
    file.write_text(file.read_text().replace("{}", granted))

    with pytest.raises(WorkbenchError, match="cannot be read"):
        trust.granted()


def test_a_state_directory_that_cannot_be_used_is_told(root: Path) -> None:
    trust = Trust(Path("/dev/null/trust"), root, "Shop")

    assert not trust.granted()
    trust.revoke()
    with pytest.raises(WorkbenchError, match="cannot make the folder"):
        trust.grant(TOKEN)
