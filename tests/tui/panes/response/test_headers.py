from dataclasses import replace

from workbench.model import Exchange, Hop
from workbench.tui.panes.response.headers import LONGEST, header_lines, token_in

from ...samples import exchange


def text_of(shown: Exchange) -> str:
    return "\n".join(line.plain for line in header_lines(shown))


def with_hop(**changes: object) -> Exchange:
    hop: Hop = replace(exchange().hops[0], **changes)  # type: ignore[arg-type]
    return replace(exchange(), hops=(hop,))


def test_headers_are_shown_for_request_and_response_of_every_hop() -> None:
    text = text_of(replace(exchange(), hops=exchange().hops * 2))

    assert text.count("GET http://127.0.0.1:1/users") == 2
    assert text.count("Content-Type: application/json") == 2
    assert "Host: 127.0.0.1:1" in text


def test_header_values_cannot_act_on_the_terminal() -> None:
    text = text_of(with_hop(headers=(("X", "\x1b]0;T\x07[@click=app.quit]x[/]"),)))

    assert "X: ␛]0;T␇[@click=app.quit]x[/]" in text


def test_headers_before_any_arrived() -> None:
    assert text_of(replace(exchange(), hops=())) == "no response"


def test_interim_responses_come_before_and_trailers_behind() -> None:
    hop = {"interim": ((103, (("Link", "</a>"),)),), "trailers": (("X-Sum", "9"),)}

    text = text_of(with_hop(**hop))

    order = ["HTTP/1.1 103", "Link: </a>", "HTTP/1.1 200 OK", "behind the body", "X-Sum: 9"]
    places = [text.index(each) for each in order]
    assert places == sorted(places)


def test_a_huge_value_is_cut_and_says_so() -> None:
    text = text_of(with_hop(headers=(("X", "a" * (LONGEST + 1234)),)))

    assert "… 1,234 characters more" in text
    assert len(text) < LONGEST + 300


TOKEN = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZGEifQ."


def test_a_token_in_a_header_is_taken_apart_when_it_is_opened() -> None:
    shown = with_hop(request_headers=(("Authorization", f"Bearer {TOKEN}"),))
    closed = text_of(shown)
    opened = "\n".join(line.plain for line in header_lines(shown, frozenset((TOKEN,))))

    assert f"Bearer {TOKEN}  ▸ token" in closed
    assert '  ▾ token\n    header\n    {\n      "alg": "none"' in opened
    assert "    it is not signed" in opened
    assert token_in(closed) == TOKEN
    assert token_in("Bearer ***") == ""


def test_what_only_looks_like_a_token_cannot_be_taken_apart() -> None:
    token = "eyJhbGciOiJub25lIn0.eyJxx.x"
    lines = header_lines(with_hop(headers=(("X", token),)), frozenset((token,)))

    assert "    it cannot be taken apart" in [line.plain for line in lines]
