from dataclasses import replace

from tests.tui.samples import exchange
from workbench.tui.commands import BY_ID
from workbench.tui.panes.response import offers as module
from workbench.tui.panes.response.offers import offers

ANSWERED = replace(exchange(), size=9)


def test_what_is_offered_can_be_done_and_has_a_short_name() -> None:
    named = {*module.BODY, *module.FILE, *module.TALK, *module.EVERYWHERE, "follow", "open-row"}

    assert [name for name in sorted(named) if not BY_ID[name].short] == []


def test_a_text_is_searched_first_and_a_file_is_opened() -> None:
    assert offers(ANSWERED, "Body", "pretty", talks=False)[0] == "find"
    assert offers(ANSWERED, "Body", "picture", talks=False)[0] == "open-body"


def test_what_is_still_coming_can_be_followed() -> None:
    growing = replace(ANSWERED, phase="receiving")

    assert offers(growing, "Body", "events", talks=False)[:2] == ["open-row", "follow"]
    assert "follow" not in offers(ANSWERED, "Body", "events", talks=False)


def test_nothing_is_offered_for_a_body_that_is_not_there() -> None:
    assert offers(exchange(), "Body", "", talks=False) == module.EVERYWHERE
    assert offers(exchange(), "Timeline", "", talks=False)[0] == "copy"


def test_an_open_websocket_is_written_to() -> None:
    assert offers(exchange(), "Body", "", talks=True)[0] == "write-message"
