from dataclasses import replace

import pytest

from workbench.model import Exchange
from workbench.tui.panes.response.raw import MOST_BODY, MOST_LINES, raw_lines

from ...samples import exchange
from ...widgets.test_body_view import Body


def text_of(shown: Exchange, body: bytes | None = None) -> str:
    return "\n".join(line.plain for line in raw_lines(shown, body))


def test_before_anything_went_out_it_says_so() -> None:
    assert text_of(replace(exchange(), hops=())) == "no response"


def test_messages_are_shown_as_they_are_written() -> None:
    hop = replace(
        exchange().hops[0],
        method="POST",
        url="http://h/users?page=1",
        request_body=b"name=Ada",
        interim=((103, (("Link", "</a>"),)),),
        trailers=(("X-Sum", "9"),),
    )
    shown = replace(exchange(), hops=(hop,), body=Body(b'{"a":\n1}'))

    assert text_of(shown, b'{"a":\n1}').split("\n") == [
        "> POST /users?page=1 HTTP/1.1",
        "> Host: 127.0.0.1:1",
        "> ",
        "> name=Ada",
        "< HTTP/1.1 103",
        "< Link: </a>",
        "< ",
        "< HTTP/1.1 200 OK",
        "< Content-Type: application/json",
        "< ",
        '< {"a":',
        "< 1}",
        "< X-Sum: 9",
    ]


@pytest.mark.parametrize(
    ("url", "target"),
    [("http://h", "/"), ("http://h?a=1#b", "/?a=1"), ("http://[x/y?z", "/y?z"), ("x", "/")],
)
def test_the_target_is_what_the_url_says_beyond_the_host(url: str, target: str) -> None:
    shown = replace(exchange(), hops=(replace(exchange().hops[0], url=url),))

    assert text_of(shown).startswith(f"> GET {target} HTTP/1.1")


def test_a_body_that_is_not_recorded_is_told() -> None:
    hop = replace(exchange().hops[0], request_body=None)

    assert "which is not recorded" in text_of(replace(exchange(), hops=(hop,)))


def test_only_the_last_hop_has_the_body() -> None:
    shown = replace(exchange(), hops=exchange().hops * 2, body=Body(b"once"))

    assert text_of(shown, b"once").count("< once") == 1


def test_large_bodies_and_many_lines_are_bounded() -> None:
    long = replace(exchange(), body=Body(b"x" * (MOST_BODY + 1)))
    many = replace(exchange(), body=Body(b"\n" * (MOST_LINES + 1)))

    assert "the beginning of 16.4 kB" in text_of(long, b"x" * (MOST_BODY + 1))
    assert text_of(many, b"\n" * (MOST_LINES + 1)).count("\n") < MOST_LINES + 20


def test_a_body_that_is_no_text_is_told_and_not_drawn() -> None:
    picture = b"\x89PNG\r\n\x1a\n" + bytes(2000)
    hop = replace(exchange().hops[0], request_body=picture)

    shown = text_of(replace(exchange(), hops=(hop,), body=Body(picture)), picture)

    assert shown.count("2.01 kB that are no text") == 2
    assert "PNG" not in shown


def test_nothing_in_a_message_can_act_on_the_terminal() -> None:
    shown = replace(exchange(), body=Body(b"\x1b[2J"))

    assert "< ␛[2J" in text_of(shown, b"\x1b[2J")
