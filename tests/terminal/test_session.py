"""The program in a real terminal, from launch to the shell's prompt."""

import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from .terminal import Terminal

CANARIES = ("\x1b]0;PWNED", "\x1b]52;", "\x1b]8;;http", "\x1b[6n", "\x9b", "\x1bP")


def wait_until_ready(terminal: Terminal) -> None:
    terminal.wait_for("Demo", "Pick a request", "local")


def test_open_send_edit_save_and_leave(tmp_path: Path) -> None:
    with Terminal("demo", home=tmp_path) as terminal:
        wait_until_ready(terminal)
        terminal.press("home", "enter")
        terminal.wait_for("{{base_url}}", "→ http://127.0.0.1:")
        terminal.press("ctrl+r")
        terminal.wait_for("● 200 OK")

        terminal.press("ctrl+l", "end", "?seen=1")
        terminal.wait_for("● unsaved", "?seen=1")
        terminal.press("ctrl+r")
        terminal.wait_for("HTTP/1.1, k")  # "kept connection" may be cut
        terminal.press("ctrl+s")
        terminal.wait_for("saved", gone="● unsaved")
        terminal.press("ctrl+q")

        assert terminal.wait_for_end() == 0
        assert terminal.left_on() == []
    saved = [p for p in (tmp_path / "state" / "demo").rglob("*.toml") if "seen = " in p.read_text()]
    assert len(saved) == 1


def test_a_stream_arrives_while_it_is_watched_and_escape_cancels_it(tmp_path: Path) -> None:
    with Terminal("demo", home=tmp_path) as terminal:
        wait_until_ready(terminal)
        terminal.press("ctrl+n", "Slow", "enter")
        terminal.wait_for("Slow", "Variables")
        terminal.press("ctrl+l", "end", "ctrl+u", "{{base_url}}/stream?lines=500&delay=0.1")
        terminal.press("enter")
        terminal.wait_for("200 OK", "Cancel")
        terminal.press("escape")
        terminal.wait_for("✗ cancelled")
        terminal.press("ctrl+q")

        assert terminal.wait_for_end() == 0


def test_a_parallel_run_from_the_keyboard(tmp_path: Path) -> None:
    with Terminal("demo", home=tmp_path) as terminal:
        wait_until_ready(terminal)
        terminal.press("home", "enter")
        terminal.wait_for("→ http://127.0.0.1:")
        terminal.press("ctrl+g")
        terminal.wait_for("Parallel run", "at once")
        terminal.press("enter")
        terminal.wait_for("done 50/50", "p50", "p99")
        terminal.press("enter")
        terminal.wait_for("Response of run")
        terminal.press("ctrl+q")

        assert terminal.wait_for_end() == 0


def test_what_was_typed_comes_back_after_sigkill(tmp_path: Path) -> None:
    with Terminal("demo", home=tmp_path) as terminal:
        wait_until_ready(terminal)
        terminal.press("home", "enter")
        terminal.wait_for("→ http://127.0.0.1:")
        terminal.press("ctrl+l", "end", "?typed=1")
        terminal.wait_for("● unsaved", "?typed=1")
        drafts = tmp_path / "state" / "drafts"
        wait_for_draft(terminal, drafts, "typed = ")
        terminal.signal(signal.SIGKILL)
        terminal.wait_for_end()
    for path in drafts.rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600)

    with Terminal("demo", home=tmp_path) as terminal:
        terminal.wait_for("unsaved edits are back", "?typed=1")
        terminal.press("ctrl+q")
        assert terminal.wait_for_end() == 0


def wait_for_draft(terminal: Terminal, drafts: Path, text: str) -> None:
    """Wait until a draft with this text is on disk: within a second of the last key."""
    deadline = time.monotonic() + 1.0
    while time.monotonic() < deadline:
        if any(text in path.read_text() for path in drafts.rglob("*.json")):
            return
        terminal._read(0.02)
    raise AssertionError("no draft within a second of the last key")


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)], ids=["SIGTERM", "SIGHUP"]
)
def test_a_signal_restores_the_terminal_and_keeps_what_was_typed(
    tmp_path: Path, number: signal.Signals, code: int
) -> None:
    with Terminal("demo", home=tmp_path) as terminal:
        wait_until_ready(terminal)
        terminal.press("home", "enter")
        terminal.wait_for("→ http://127.0.0.1:")
        terminal.press("ctrl+l", "end", "?last=1")
        terminal.wait_for("● unsaved", "?last=1")
        terminal.signal(number)

        assert terminal.wait_for_end() == code
        assert terminal.left_on() == []
    drafts = (tmp_path / "state" / "drafts").rglob("*.json")
    assert any("last = " in path.read_text() for path in drafts)


def test_nothing_a_server_sends_acts_on_the_terminal(tmp_path: Path) -> None:
    with Terminal("demo", home=tmp_path) as terminal:
        wait_until_ready(terminal)
        terminal.press("ctrl+n", "Evil [@click=app.quit]x[/]", "enter")
        terminal.wait_for("Evil [@click=app.quit]x[/]", "Variables")  # not in the dialog alone
        terminal.press("ctrl+l", "end", "ctrl+u", "{{base_url}}/escapes", "enter")
        terminal.wait_for("● 200")
        terminal.press("ctrl+o", "f9")
        terminal.press("ctrl+q")
        terminal.wait_for_end()

        assert [canary for canary in CANARIES if canary in terminal.raw] == []
        assert "PWNED" not in terminal.title


def test_where_there_is_no_collection_one_can_be_started(tmp_path: Path) -> None:
    place = tmp_path / "shop"
    place.mkdir()
    with Terminal(home=tmp_path, cwd=place) as terminal:
        terminal.wait_for("There is no collection here", "Try the demo")
        terminal.press("down", "enter")
        terminal.wait_for("shop", "Pick a request")
        terminal.press("ctrl+q")

        assert terminal.wait_for_end() == 0
    assert (place / "collection.toml").exists()


def test_without_a_terminal_it_says_so_and_exits_2(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "workbench"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
    )

    assert done.returncode == 2
    assert "terminal" in done.stderr
    assert done.stdout == ""
