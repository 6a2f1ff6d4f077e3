"""What a session has met is masked everywhere, and what is at hand is met without being used."""

import asyncio
from pathlib import Path

import pytest

from workbench.engine.met_secrets import MetSecrets, secrets_at_hand
from workbench.engine.sources import Sources, Untrusted
from workbench.model import Capabilities, Environment, Exchange, SecretReference

ENVIRONMENT = Environment(
    "local",
    secrets=(
        SecretReference("token", "env:CANARY"),
        SecretReference("key", "file:key.txt"),
        SecretReference("vault", "command:touch ran"),
        SecretReference("pin", "prompt"),
        SecretReference("gone", "env:NOT_THERE"),
        SecretReference("odd", "what:ever"),
    ),
)


def test_it_only_grows_and_masks_what_was_made_before() -> None:
    met = MetSecrets()
    exchange = Exchange(1, "a", "A", "GET", "http://h/swordfish", 0.0)
    assert met.masked(exchange) is exchange

    met.learn(["swordfish"])
    met.learn(["other"])

    assert met.texts == {"swordfish", "other"}
    assert met.redactor.text("a swordfish") == "a •••"
    assert met.masked(exchange).url == "http://h/•••"


def test_secrets_at_hand_are_those_that_take_no_program_and_no_question(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CANARY", "swordfish")
    (tmp_path / "key.txt").write_text("a key\n")

    found = asyncio.run(secrets_at_hand(ENVIRONMENT, Sources(tmp_path), lambda _: None))

    assert found == {"swordfish", "a key"}
    assert not (tmp_path / "ran").exists()


def test_what_is_not_granted_is_not_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CANARY", "swordfish")
    (tmp_path / "key.txt").write_text("a key\n")

    def allow(asked: Capabilities) -> None:
        if asked:
            raise Untrusted(asked)

    found = asyncio.run(secrets_at_hand(ENVIRONMENT, Sources(tmp_path), allow))

    assert found == {"a key"}
