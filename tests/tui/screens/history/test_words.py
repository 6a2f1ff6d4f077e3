from datetime import datetime
from typing import Any

import pytest

from workbench.store.history import Entry
from workbench.tui.screens.history.words import moment, row, status

NOW = datetime(2026, 11, 25, 18, 0, 30).astimezone()
ENTRY = Entry(
    1, NOW.timestamp(), "local", "users", "List users", "GET", "http://x/users", 200, 0.25, 1234
)


def changed(**kinds: Any) -> Entry:
    fields = {name: getattr(ENTRY, name) for name in Entry.__dataclass_fields__}
    return Entry(**(fields | kinds))


@pytest.mark.parametrize("width", [40, 76, 89, 90, 120, 200])
@pytest.mark.parametrize(
    "name", ["List users", "", "名前" * 40, "😀" * 90], ids=["name", "none", "cjk", "emoji"]
)
def test_every_row_fills_its_width(width: int, name: str) -> None:
    entry = changed(name=name, url="http://x/" + "long" * 60, environment="production-eu-west")

    assert row(entry, width, NOW, marked=True).cell_length == width


def test_a_row_says_everything_where_there_is_room() -> None:
    text = row(ENTRY, 120, NOW, marked=True).plain

    assert text.split() == [
        "◆", "18:00:30", "●", "200", "GET", "List", "users", "http://x/users",
        "250", "ms", "1.23", "kB", "local",
    ]  # fmt: skip
    assert "1.23 kB" not in row(ENTRY, 80, NOW, marked=False).plain


@pytest.mark.parametrize(
    ("kinds", "text"),
    [
        ({}, "● 200"),
        ({"passed": 2}, "● 200 ✓"),
        ({"passed": 2, "failed": 1}, "● 200 ✗1"),
        ({"status": None, "failure": "timeout"}, "✗ timeout"),
        ({"failure": "cancelled"}, "✗ cancelled"),
    ],
)
def test_how_it_ended_is_told_by_glyph_and_word(kinds: dict[str, object], text: str) -> None:
    assert status(changed(**kinds)).plain == text


def test_a_websocket_is_told_by_its_url() -> None:
    assert " WS " in row(changed(url="wss://x/chat"), 120, NOW, marked=False).plain
    assert " GET " in row(ENTRY, 120, NOW, marked=False).plain


def test_escapes_of_outside_text_reach_no_terminal() -> None:
    text = row(changed(name="a\x1b[2J\nb", environment="\x1b]0;x"), 120, NOW, marked=False).plain

    assert "\x1b" not in text
    assert "\n" not in text


def test_moments_are_told_as_precisely_as_they_are_near() -> None:
    second = NOW.timestamp()

    assert moment(second, NOW) == "18:00:30"
    assert moment(second - 86_400, NOW) == "24 Nov 18:00"
    assert moment(second - 400 * 86_400, NOW) == "2025-10-21"
    assert moment(1e300, NOW) == "some time"


def test_of_a_url_without_room_the_path_is_shown() -> None:
    entry = changed(url="http://api.example.org:8080/v1/users?page=2")

    assert "http://api.example.org:8080/v1/users?page=2" in row(entry, 140, NOW, marked=False).plain
    assert "List users  …/v1/users?page=2 " in row(entry, 78, NOW, marked=False).plain
