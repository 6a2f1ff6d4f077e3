import pytest

from workbench.model import (
    BearerAuth,
    FormBody,
    Message,
    RequestSpec,
    Row,
    TextBody,
    Variable,
)
from workbench.tui.panes.request.suggestions import Suggestions
from workbench.tui.panes.request.tabs import TABS, badges, make_tab, tabs_of, with_rows

ROWS = (Row("a", "1"), Row("b", "2", enabled=False))


def test_each_tab_has_a_widget_of_its_own() -> None:
    made = [make_tab(name, Suggestions(tuple)) for name in TABS]

    assert len({widget.id for widget in made}) == len(TABS)


def test_badges_say_that_there_is_something_in_a_tab() -> None:
    spec = RequestSpec(params=ROWS, auth=BearerAuth("t"), body=TextBody("json", "{}"))

    found = badges(spec)

    assert (found["Query"], found["Headers"], found["Auth"], found["Body"]) == ("2", "", "●", "●")
    assert badges(RequestSpec(body=FormBody(ROWS)))["Body"] == "2"
    assert badges(RequestSpec(unsupported=('body type "cbor"',)))["Body"] == "!"


def test_rows_go_to_their_part_of_the_request() -> None:
    spec = RequestSpec(url="/:id", path=(Row("id", "7"),))

    assert with_rows(spec, "params", ROWS).params == ROWS
    assert with_rows(spec, "headers", ROWS).headers == ROWS
    assert with_rows(spec, "variables", ROWS[:1]).variables == (Variable("a", 1),)
    assert with_rows(spec, "path", (Row("user", "7"),)).url == "/:user"
    with pytest.raises(LookupError):
        with_rows(spec, "other", ROWS)


def test_messages_have_a_tab_where_they_matter() -> None:
    spec = RequestSpec(url="ws://h/", messages=(Message("a", "x"),))

    assert "Messages" not in tabs_of(RequestSpec(url="http://h/ws?a=ws://x"))
    assert "Messages" in tabs_of(RequestSpec(url="{{base}}/"), lambda _: "wss://h")
    assert tabs_of(spec)[4:6] == ("Body", "Messages")
    assert make_tab("Messages", Suggestions(tuple)).id == "messages"
    assert badges(spec)["Messages"] == "1"
    rows = (Row("b", "first json {}"),)
    assert with_rows(spec, "messages", rows).messages == (Message("b", "{}", "json", on_open=True),)
