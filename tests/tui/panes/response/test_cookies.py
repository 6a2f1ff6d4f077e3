from dataclasses import replace

from workbench.model import SetCookie
from workbench.tui.panes.response.cookies import cookie_lines

from ...samples import exchange


def text_of(*cookies: SetCookie, sent: str = "") -> str:
    headers = (("cookie", sent),) if sent else ()
    hop = replace(exchange().hops[0], cookies=cookies, request_headers=headers)
    return "\n".join(line.plain for line in cookie_lines(replace(exchange(), hops=(hop,))))


def test_a_hop_without_cookies_takes_no_lines() -> None:
    assert text_of() == "no cookies were sent or set"


def test_what_was_sent_is_told_apart() -> None:
    text = text_of(sent="a=1; b=x=y; lone")

    assert "→ sent      a = 1" in text
    assert "→ sent      b = x=y" in text
    assert "→ sent       = lone" in text


def test_a_cookie_that_was_set_says_where_it_belongs() -> None:
    own = SetCookie("id", "7", "Path=/; HttpOnly", "shop.example", "/")
    text = text_of(own, replace(own, domain=".shop.example", path="/x"))

    assert "✓ set       id = 7" in text
    assert "for shop.example only, path /" in text
    assert "for shop.example and hosts below, path /x" in text
    assert "Path=/; HttpOnly" in text


def test_a_refused_cookie_says_why_and_a_deleted_one_is_no_new_one() -> None:
    text = text_of(SetCookie("t", "1", refused="it is too large"), SetCookie("g", "", deleted=True))

    assert "✗ refused   t = 1\n            it is too large" in text
    assert "− deleted   g = " in text


def test_values_cannot_act_on_the_terminal() -> None:
    assert "␛[2J" in text_of(SetCookie("a", "\x1b[2J"))
