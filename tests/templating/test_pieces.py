import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.templating import Call, Invalid, Literal, Use, escape, names, parse, position

ODD = st.text(st.sampled_from("{}\\ab'(), \n1.="), max_size=30)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("{{a}}{{ b }}{{a}}", ("a", "b")),
        (r"\{{a}}", ()),
        (r"\\{{a}}", ("a",)),
        ("{{{a}}}", ("a",)),
        ("{{base-url}} {{é_1}}", ("base-url", "é_1")),
        ("{{uuid()}}", ()),
        ("{ {a} } {{\na}}", ()),
    ],
)
def test_the_names_of_a_text(text: str, found: tuple[str, ...]) -> None:
    assert names(text) == found


def test_a_call_has_literal_arguments() -> None:
    text = "{{ response('auth/}}', \"$.a\", -1, 2.5, within='10m', fresh=true) }}"

    assert parse(text) == (
        Call(
            "response",
            ("auth/}}", "$.a", -1, 2.5),
            (("within", "10m"), ("fresh", True)),
            0,
            len(text),
        ),
    )


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("{{7*7}}", "{{7*7}}"),
        ("{{''.__class__}}", "{{''.__class__}}"),
        ("{{a.b}}", "{{a.b}}"),
        ("{{a|upper}}", "{{a|upper}}"),
        ("{{}}", "{{}}"),
        ("{{f(a)}}", "{{f(a)}}"),
        ("{{f(1 2)}}", "{{f(1 2)}}"),
        ('{"a": {{"b": 1}}}', '{{"b": 1}}'),
        ("{{#each}}", "{{#each}}"),
        ("{{a} b", "{{a} b"),
        ("{{a {{b}}", "{{a "),
    ],
)
def test_other_content_between_braces_is_invalid(text: str, source: str) -> None:
    (invalid,) = [piece for piece in parse(text) if isinstance(piece, Invalid)]

    assert invalid.source == source
    assert text[invalid.start : invalid.end] == source
    assert source in invalid.what


@pytest.mark.parametrize("text", ["{{", "a {{ ", "{{\n}}", "{{ 1", "}}", "{a}", "${a}", "%{a}"])
def test_braces_that_nothing_closes_are_text(text: str) -> None:
    assert parse(text) == (Literal(text, 0, len(text)),)


def test_pieces_know_where_they_stand() -> None:
    assert parse("a{{b}}c") == (Literal("a", 0, 1), Use("b", 1, 6), Literal("c", 6, 7))


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


@pytest.mark.parametrize(
    "piece", ["{{", "{", "{{a(", "{{a(1,", "{{'", "{{a('", "{{a{{", "\\", "{{ ", "1,", "{{a-"]
)
def test_hostile_texts_cost_linear_time(piece: str) -> None:
    text = "{{f(" + piece * (200_000 // len(piece))
    started = time.monotonic()

    parse(text)

    assert time.monotonic() - started < 5  # quadratic ones take minutes
