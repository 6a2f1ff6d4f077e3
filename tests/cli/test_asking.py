"""Questions of a run, on a real terminal."""

import os
import re
import sys
from pathlib import Path

import pexpect
import pytest

from workbench.cli.asking import ask_at_terminal

from .command import workbench


def asking(shop: Path, url: str, template: str) -> list[str]:
    (shop / "list.toml").write_text(
        f'url = "{url}/echo?x={{{{{template}}}}}"\n[checks]\nexpect = ["status == 200"]\n'
    )
    return ["run", str(shop / "list")]


def spawned(arguments: list[str]) -> "pexpect.spawn[str]":
    return pexpect.spawn(
        sys.executable,
        ["-m", "workbench", *arguments],
        env={**os.environ, "TERM": "xterm"},
        encoding="utf-8",
        timeout=20,
    )


def test_a_value_is_asked_for_and_used(shop: Path, demo_url: str) -> None:
    running = spawned(asking(shop, demo_url, "prompt('Which one', default='two')"))
    running.expect_exact("Which one [two]: ")
    running.sendline("three")
    running.expect_exact("x=three")
    running.expect_exact("1 request: 1 passed")
    running.expect(pexpect.EOF)


def test_a_secret_is_not_shown_when_it_is_typed_nor_later(shop: Path, demo_url: str) -> None:
    running = spawned(asking(shop, demo_url, "prompt('Key', secret=true)"))
    running.expect_exact("Key: ")
    running.sendline("s3cret-word")
    running.expect_exact("x=•••")
    running.expect(pexpect.EOF)
    assert "s3cret" not in str(running.before)


def test_one_of_some_texts_is_chosen_by_number_or_by_itself(shop: Path, demo_url: str) -> None:
    for answer in ("2", "beta"):
        running = spawned(asking(shop, demo_url, "select('Which', 'alpha', 'beta')"))
        running.expect_exact("Which (1 to 2): ")
        running.sendline("7")
        running.expect_exact("Which (1 to 2): ")
        running.sendline(answer)
        running.expect_exact("x=beta")
        running.expect(pexpect.EOF)


@pytest.mark.parametrize(("key", "code"), [("c", 130), ("d", 3)])
def test_a_question_can_be_left(key: str, code: int, shop: Path, demo_url: str) -> None:
    running = spawned(asking(shop, demo_url, "prompt('Which one')"))
    running.expect_exact("Which one: ")
    running.sendcontrol(key)
    running.expect(pexpect.EOF)
    running.close()

    assert running.exitstatus == code
    assert ("skipped" in str(running.before)) == (code == 130)
    assert ("nobody answered" in str(running.before)) == (code == 3)


def test_without_a_terminal_nobody_is_asked(
    shop: Path, demo_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = workbench(*asking(shop, demo_url, "prompt('Which one')"))

    assert done.code == 3
    assert 'nobody is there to answer "Which one"' in done.out
    monkeypatch.setattr(sys, "stdin", None)
    assert ask_at_terminal() is None


def test_progress_is_shown_on_a_terminal_and_taken_back(
    shop: Path, demo_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    running = spawned(["run", str(shop), "--var", f"base_url={demo_url}"])
    running.expect_exact("0/3  List")
    running.expect(re.escape("\r\x1b[K"))
    running.expect_exact("\x1b[32m✓\x1b[0m 200")
    running.expect(pexpect.EOF)


def test_who_wants_no_colours_gets_none(
    shop: Path, demo_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    running = spawned(["run", str(shop), "--var", f"base_url={demo_url}"])
    running.expect_exact("\r\x1b[K✓ 200")
    running.expect(pexpect.EOF)
