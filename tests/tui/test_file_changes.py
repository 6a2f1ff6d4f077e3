from dataclasses import replace
from pathlib import Path

import pytest

from workbench.errors import WorkbenchError
from workbench.model import Environment
from workbench.store.collection_store import CollectionStore
from workbench.tui.file_changes import FileChanges
from workbench.tui.in_turn import InTurn

from .shops import write_shop

pytestmark = pytest.mark.anyio


async def test_changes_are_undone_from_the_last_to_the_first(tmp_path: Path) -> None:
    root, read_again = write_shop(tmp_path), 0

    async def reload() -> None:
        nonlocal read_again
        read_again += 1

    changes = FileChanges(CollectionStore(root, tmp_path / "trash"), reload, InTurn())
    before = (root / "environments" / "local.toml").read_bytes()
    await changes.make("red", lambda store: store.edit_environment("local", red))
    await changes.make("gone", lambda store: store.delete_environment("other"))
    found = await changes.read(lambda store: store.environment_file("local"))

    assert found is not None
    assert found.color == "red"
    assert await changes.undo() == "gone"
    assert await changes.undo() == "red"
    assert await changes.undo() is None
    assert read_again == 4
    assert (root / "environments" / "local.toml").read_bytes() == before


async def test_what_cannot_be_undone_does_not_block_what_was_before(tmp_path: Path) -> None:
    root = write_shop(tmp_path)

    async def reload() -> None:
        pass

    changes = FileChanges(CollectionStore(root, tmp_path / "trash"), reload, InTurn())
    await changes.make("other", lambda store: store.delete_environment("other"))
    await changes.make("red", lambda store: store.edit_environment("local", red))
    (root / "environments" / "local.toml").write_text("# theirs\n")

    with pytest.raises(WorkbenchError, match="changed on disk"):
        await changes.undo()
    assert await changes.undo() == "other"


def red(environment: Environment) -> Environment:
    return replace(environment, color="red")
