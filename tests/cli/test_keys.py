from pathlib import Path

import pytest

from .command import workbench


def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> Path:
    monkeypatch.setenv("WORKBENCH_CONFIG_DIR", str(tmp_path))
    path = tmp_path / "settings.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_every_command_is_printed_with_its_keys(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings(tmp_path, monkeypatch, '[keys]\nsave = "f2"\nquit = []\n')
    done = workbench("keys")

    assert (done.code, done.err) == (0, "")
    lines = [line.split() for line in done.out.splitlines()]
    assert ["f2", "save"] in [line[:2] for line in lines]
    assert ["-", "quit"] in [line[:2] for line in lines]
    assert "In tables" in done.out
    assert "\x1b" not in done.out


def test_words_narrow_the_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings(tmp_path, monkeypatch, "")
    done = workbench("keys", "tables", "undo")

    assert [line.split()[:3] for line in done.out.splitlines() if line.startswith("  ")] == [
        ["u", "^z", "table.undo"]
    ]


def test_conflicts_and_unknown_commands_are_problems_at_their_lines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = settings(tmp_path, monkeypatch, '[keys]\nsave = "f5"\nsned = "f2"\n')
    done = workbench("keys")

    assert done.code == 2
    assert f'{path}:3: there is no command "sned"\nhint: did you mean "send"?\n' in done.err
    assert f'{path}:2: the key "f5" is given to both "save" and "send"' in done.err


def test_keys_that_may_not_arrive_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings(tmp_path, monkeypatch, '[keys]\nsave = "ctrl+m"\n')

    assert "note: most terminals cannot tell ctrl+m from enter (save)" in workbench("keys").out


def test_trying_keys_needs_a_terminal() -> None:
    assert workbench("keys", "--try").code == 2


def test_what_is_no_key_at_all_is_a_problem_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = settings(tmp_path, monkeypatch, "[keys]\nhelp = 7\n")
    done = workbench("keys", "help")

    assert done.code == 2
    assert f'{path}:2: "keys.help" must be a list' in done.err
