from pathlib import Path

import pytest

from workbench.errors import Problem, WorkbenchError
from workbench.model import Environment, SecretReference, Variable
from workbench.store.collection_store import CollectionStore
from workbench.store.environments import extended, read_environments

SHARED = Environment(
    "dev",
    variables=(Variable("base_url", "https://dev"), Variable("page", "1")),
    secrets=(SecretReference("token", "env:TOKEN"),),
    color="green",
    app="shop:app",
)


def test_a_local_file_has_the_last_word_on_what_it_says() -> None:
    local = Environment(
        "dev",
        variables=(Variable("page", "2"), Variable("me", "ada")),
        secrets=(SecretReference("token", "keyring:shop/ada"), SecretReference("pin", "prompt")),
        color="red",
        protected=True,
    )

    assert extended(SHARED, local) == Environment(
        "dev",
        variables=(
            Variable("base_url", "https://dev"),
            Variable("page", "2"),
            Variable("me", "ada"),
        ),
        secrets=(SecretReference("token", "keyring:shop/ada"), SecretReference("pin", "prompt")),
        color="red",
        protected=True,
        app="shop:app",
        local=frozenset({"page", "me", "token", "pin"}),
    )


def test_what_a_local_file_does_not_say_stays() -> None:
    assert extended(SHARED, Environment("dev")) == SHARED
    off = Environment("dev", variables=(Variable("page", "9", enabled=False),))
    assert extended(SHARED, off) == SHARED


def test_protection_cannot_be_taken_away() -> None:
    assert extended(Environment("live", protected=True), Environment("live")).protected


def test_a_name_is_a_variable_or_a_secret_and_not_both() -> None:
    as_variable = Environment("dev", variables=(Variable("token", "t"),))
    as_secret = Environment("dev", secrets=(SecretReference("page", "prompt"),))

    assert extended(SHARED, as_variable).secrets == ()
    assert [row.name for row in extended(SHARED, as_secret).variables] == ["base_url"]


def test_files_are_put_together_by_name() -> None:
    said = {
        "dev.local.toml": Environment("dev", variables=(Variable("page", "2"),)),
        "dev.toml": SHARED,
        "mine.local.toml": Environment("mine"),
        "local.toml": Environment("local"),
    }

    found, problems = read_environments(said, lambda file, name: said[file])

    assert set(found) == {"dev", "mine", "local"}
    assert found["dev"].variables[1] == Variable("page", "2")
    assert problems == []


@pytest.mark.parametrize("broken", ["dev.toml", "dev.local.toml"])
def test_an_environment_with_half_of_its_files_is_not_to_be_used(broken: str) -> None:
    def read(file: str, name: str) -> Environment:
        if file == broken:
            raise WorkbenchError(Problem("it is broken", file))
        return Environment(name)

    found, problems = read_environments(["dev.toml", "dev.local.toml"], read)

    assert problems == [Problem("it is broken", broken)]
    assert found["dev"].unsupported == (f"{broken}, which cannot be read",)


def test_a_collection_shows_the_environments_with_what_is_local(root: Path) -> None:
    (root / "environments" / "dev.toml").write_text('[variables]\na = "1"\nb = "2"\n')
    (root / "environments" / "dev.local.toml").write_text('[variables]\nb = "3"\n')
    (root / "environments" / "own.local.toml").write_text("")

    environments = CollectionStore(root).load().environments

    assert list(environments) == ["dev", "local", "own"]
    assert [row.value for row in environments["dev"].variables] == ["1", "3"]
