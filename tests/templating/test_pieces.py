import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.templating import (
    Expression,
    Invalid,
    Literal,
    Name,
    Template,
    escape,
    parse,
    position,
)

ODD = st.text(st.sampled_from("{}\\ab'(), |\n1.="), max_size=30)


def names(text: str) -> tuple[str, ...]:
    heads = [piece.expression.head for piece in parse(text) if isinstance(piece, Template)]
    return tuple(head.name for head in heads if isinstance(head, Name))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("{{a}}{{ b | upper }}{{a}}", ("a", "b", "a")),
        (r"\{{a}}", ()),
        (r"\\{{a}}", ("a",)),
        ("{{{a}}}", ("a",)),
        ("{{uuid()}}", ()),
        ("{ {a} } {{\na}}", ()),
    ],
)
def test_the_names_of_a_text(text: str, found: tuple[str, ...]) -> None:
    assert names(text) == found


@pytest.mark.parametrize(
    ("text", "source", "at"),
    [
        ("{{7*7}}", "{{7*7}}", 3),
        ("x {{a.b}}", "{{a.b}}", 5),
        ("{{}}", "{{}}", 2),
        ("{{f(g())}}", "{{f(g())}}", 5),
        ('{"a": {{"b": 1}}}', '{{"b": 1}}', 11),
        ("{{'a}}", "{{'a}}", 2),
        ("{{a} b", "{{a} b", 0),
        ("{{a {{b}}", "{{a ", 0),
    ],
)
def test_other_content_between_braces_is_invalid(text: str, source: str, at: int) -> None:
    (invalid,) = [piece for piece in parse(text) if isinstance(piece, Invalid)]

    assert invalid.source == source
    assert text[invalid.start : invalid.end] == source
    assert source in invalid.what
    assert invalid.at == at
    assert invalid.hint


@pytest.mark.parametrize("text", ["{{", "a {{ ", "{{\n}}", "{{ 1", "}}", "{a}", "${a}", "%{a}"])
def test_braces_that_nothing_closes_are_text(text: str) -> None:
    assert parse(text) == (Literal(text, 0, len(text)),)


def test_pieces_know_where_they_stand() -> None:
    assert parse("a{{b}}c") == (
        Literal("a", 0, 1),
        Template(Expression(Name("b", 3)), 1, 6),
        Literal("c", 6, 7),
    )


def test_long_content_is_shown_short() -> None:
    (invalid,) = parse("{{a." + "b" * 500 + "}}")

    assert isinstance(invalid, Invalid)
    assert len(invalid.what) < 100


@given(ODD)
@settings(deadline=None)
def test_pieces_cover_the_text_without_gaps(text: str) -> None:
    at = 0
    for piece in parse(text):
        assert piece.start == at < piece.end
        at = piece.end
    assert at == len(text)


@given(ODD)
@settings(deadline=None)
def test_an_escaped_text_means_itself(text: str) -> None:
    pieces = parse(escape(text))

    assert all(isinstance(piece, Literal) for piece in pieces)
    assert "".join(piece.text for piece in pieces if isinstance(piece, Literal)) == text


def test_positions_count_from_one_and_name_the_line_where_there_are_several() -> None:
    assert position("abc", 2) == "3"
    assert position("a\nbc", 3) == "2:2"


HOSTILE = """{{ { {{a( {{a(1, {{' {{a(' {{a{{ \\ 1, {{a- {{f('{{f(', {{a| |a {{f(1,1,1,1"""


@pytest.mark.parametrize("piece", [*HOSTILE.split(), "{{ "])
def test_hostile_texts_cost_linear_time(piece: str) -> None:
    text = "{{f(" + piece * (200_000 // len(piece))
    started = time.thread_time()

    parse(text)

    assert time.thread_time() - started < 20  # quadratic ones take minutes
