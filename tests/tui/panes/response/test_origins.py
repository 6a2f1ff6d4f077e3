from dataclasses import replace

from workbench.model import Answered, Exchange, Origin, Origins
from workbench.tui.panes.response.origins import origin_lines

from ...samples import exchange

URL = Origin(
    "url", 0, "url", "http://h/1", scope="request", place="a.toml", line=2, written="{{b}}/1"
)
BASE = Origin(
    "url", 1, "{{b}}", "http://h", scope="environment local", place="environments/local.toml"
)
TOKEN = Origin("auth", 1, "{{t}}", "s3cret", secret=True, scope="captured")


def shown(*found: Origin, width: int = 100, left_out: int = 0, **changes: object) -> list[str]:
    revealed = bool(changes.pop("revealed", False))
    sent: Exchange = replace(exchange(), origins=Origins(found, left_out), **changes)  # type: ignore[arg-type]
    return [line.text.plain.rstrip() for line in origin_lines(sent, width, revealed=revealed)]


def test_each_part_has_a_heading_and_each_line_its_value_and_its_source() -> None:
    heading, url, base, empty, auth, token = shown(URL, BASE, TOKEN)
    assert (heading, empty, auth) == ("URL", "", "Auth")
    assert url.split() == ["url", "http://h/1", "←", "{{b}}/1", "a.toml:2"]
    assert base.split() == ["{{b}}", "http://h", "environments/local.toml"]
    assert base.startswith("    {{b}}")
    assert token.split() == ["{{t}}", "•••", "captured"]
    assert url.index("a.toml") == base.index("environments") == token.index("captured")


def test_where_there_is_no_room_the_value_has_a_line_of_its_own() -> None:
    assert shown(URL, BASE, width=36)[1:3] == [
        "  url        a.toml:2",
        "    http://h/1  ← {{b}}/1",
    ]
    long = replace(BASE, value="x" * 90)
    _, _, named, below = shown(URL, long)
    assert named.split() == ["{{b}}", "environments/local.toml"]
    assert below == "      " + "x" * 90


def test_a_long_name_takes_no_room_from_the_others() -> None:
    call = replace(BASE, name="{{response('auth/login', '$.token.access')}}", scope="function")
    _, url, named, below = shown(URL, replace(call, place=""))
    assert url.index("http") < 20
    assert named.split("  ")[2:] == ["", "function"] or named.endswith("function")
    assert call.name in named
    assert below.strip() == "http://h"


def test_secrets_show_only_when_asked_for() -> None:
    leak = Origin("headers", 0, "X", "is s3cret!", scope="request")
    hidden = "\n".join(shown(TOKEN, leak, secrets=frozenset({"s3cret"})))
    assert "s3cret" not in hidden
    assert "is •••!" in hidden
    assert "s3cret" in "\n".join(shown(TOKEN, revealed=True, secrets=frozenset({"s3cret"})))


def test_a_response_is_named_with_what_it_was() -> None:
    answered = Answered("auth/login", 200, 0.0)
    call = Origin("auth", 1, "{{response('auth/login')}}", "1", scope="function", answered=answered)
    assert "auth/login → 200 at 19" in "\n".join(shown(call))


def test_what_nobody_said_and_what_is_not_told_is_named() -> None:
    lines = shown(replace(BASE, scope="nobody", place="", value=""), left_out=1200)
    assert "nobody says it" in lines[1]
    assert lines[-1] == "… and 1,200 templates more"


def test_what_is_not_known_says_why() -> None:
    (line,) = origin_lines(replace(exchange(), id=-3), 80, revealed=False)
    assert "history did not keep" in line.text.plain
    (line,) = origin_lines(exchange(), 80, revealed=False)
    assert "one of a run" in line.text.plain


def test_nothing_from_outside_acts_on_the_terminal() -> None:
    lines = shown(replace(URL, value="\x1b]0;T\x07[@click=x]", written="\x1b[2J", name="a\nb"))
    assert "\x1b" not in "".join(lines)
    assert "␛]0;T␇[@click=x]" in lines[1]
