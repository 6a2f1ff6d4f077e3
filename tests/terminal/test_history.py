"""What was sent is found again by a later process, however the earlier one ended."""

import signal
from pathlib import Path

from .terminal import Terminal


def test_what_was_sent_survives_a_kill_and_is_sent_again(tmp_path: Path) -> None:
    with Terminal("demo", home=tmp_path) as terminal:
        terminal.wait_for("Demo", "Pick a request", "local")
        terminal.press("home", "enter")
        terminal.wait_for("{{base_url}}", "→ http://127.0.0.1:")
        terminal.press("ctrl+r")
        terminal.wait_for("● 200 OK")
        terminal.press("f11")
        terminal.wait_for("History", "1 send")
        views = tmp_path / "state" / "views"  # written half a second after the last change
        terminal.wait_until(lambda: any("welcome" in p.read_text() for p in views.glob("*.json")))
        terminal.signal(signal.SIGKILL)

    with Terminal("demo", home=tmp_path) as terminal:
        terminal.wait_for("Demo", "local", "Response from history", "● 200 OK")
        terminal.press("f11")
        terminal.wait_for("History", "1 send")
        terminal.press("r")
        terminal.wait_for("● 200 OK", gone="from history")
        terminal.press("f11")
        terminal.wait_for("2 sends")
        terminal.press("escape")
        terminal.wait_for("Response", gone="2 sends")
        terminal.press("ctrl+q")

        assert terminal.wait_for_end() == 0
        assert terminal.left_on() == []
