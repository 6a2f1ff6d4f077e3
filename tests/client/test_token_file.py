"""A token in a file: whole, private, and gone when it should be."""

import os
from pathlib import Path

import pytest

from workbench.client import FileTokenStore, Token
from workbench.client.token_file import token_from


def test_a_token_is_kept_in_a_private_file(tmp_path: Path) -> None:
    store, before = FileTokenStore(tmp_path / "token"), os.umask(0)
    try:
        store.save(Token("a", 5.0, "r", "s"))
        store.save(Token("b", 6.0, "r", "s"))
    finally:
        os.umask(before)

    assert store.load() == Token("b", 6.0, "r", "s")
    assert [path.name for path in tmp_path.iterdir()] == ["token"]
    assert (tmp_path / "token").stat().st_mode & 0o777 == 0o600


def test_there_may_be_no_file(tmp_path: Path) -> None:
    store = FileTokenStore(tmp_path / "token")

    assert store.load() is None
    store.save(None)
    store.save(Token("a"))
    store.save(None)
    assert store.load() is None


def test_a_file_that_others_may_read_is_refused(tmp_path: Path) -> None:
    store = FileTokenStore(tmp_path / "token")
    store.save(Token("a"))
    (tmp_path / "token").chmod(0o640)

    with pytest.raises(PermissionError, match="0600"):
        store.load()


@pytest.mark.parametrize("text", ["", "{", "[]", '{"access_token": 5}', "[" * 100_000, "\udcff"])
def test_a_file_without_a_token_counts_as_none(tmp_path: Path, text: str) -> None:
    path = tmp_path / "token"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    path.chmod(0o600)

    assert FileTokenStore(path).load() is None


def test_a_write_that_fails_leaves_the_old_token(tmp_path: Path) -> None:
    store = FileTokenStore(tmp_path / "token")
    store.save(Token("a"))

    with pytest.raises(TypeError):
        store.save(Token(b"b"))  # type: ignore[arg-type]  # cannot be written
    assert store.load() == Token("a")
    assert len(list(tmp_path.iterdir())) == 1


def test_odd_parts_of_a_file_are_left_out() -> None:
    assert token_from({"access_token": "a", "refresh_token": 1, "scope": 2}) == Token("a")
    assert token_from({"access_token": "a", "expires_at": "soon"}) is None
