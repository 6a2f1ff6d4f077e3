"""What a request says of its stored response decides which file goes along with it."""

from pathlib import Path

import pytest

from workbench.store.companions import Companion, companion_of, copy, is_same

NAMED = '[baseline]\nfile = "{}"\n'


@pytest.fixture
def request_file(tmp_path: Path) -> Path:
    return tmp_path / "a.toml"


def test_without_a_stored_response_there_is_none(request_file: Path) -> None:
    request_file.write_text(NAMED.format("own.baseline.toml"))
    assert companion_of(request_file) is None


@pytest.mark.parametrize(
    "text", ["", "[baseline]\n", "baseline = = 1\n", NAMED.format("../b.baseline.toml")]
)
def test_the_usual_name_is_that_of_the_request(request_file: Path, text: str) -> None:
    request_file.write_text(text)
    stored = request_file.with_name("a.baseline.toml")
    stored.touch()

    found = companion_of(request_file)
    assert found == Companion(stored, "")
    assert found.target(Path("/x"), "b") == Path("/x/b.baseline.toml")


def test_a_name_of_its_own_stays_and_may_be_shared(request_file: Path) -> None:
    request_file.write_text(NAMED.format("own.baseline.toml"))
    stored = request_file.with_name("own.baseline.toml")
    stored.touch()

    found = companion_of(request_file)
    assert found == Companion(stored, "own.baseline.toml")
    assert found.target(Path("/x"), "b") == Path("/x/own.baseline.toml")
    request_file.with_name("b.toml").write_text(NAMED.format("own.baseline.toml"))
    assert companion_of(request_file) == Companion(stored, "own.baseline.toml", shared=True)


def test_a_copy_is_the_same(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.write_text("x")

    assert not is_same(one, other)
    copy(Companion(one, ""), other)
    assert is_same(one, other)
