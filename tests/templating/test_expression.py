from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.templating.expression import Call, Constant, Expression, Name, Stumble, read


def expression(text: str) -> Expression:
    found, end = read(text, 2, len(text))
    assert end == len(text)
    return found


def stumble(text: str) -> tuple[str, int]:
    with pytest.raises(Stumble) as caught:
        read(text, 2, len(text))
    return caught.value.what, caught.value.at


def test_a_name_stands_alone() -> None:
    assert expression("{{ base-url }}") == Expression(Name("base-url", 3))
    assert expression("{{é_1}}") == Expression(Name("é_1", 2))


def test_a_call_has_arguments() -> None:
    text = "{{ response('auth/}}', \"$.a\", -1, 2.5, within='10m', fresh=true) }}"

    assert expression(text) == Expression(
        Call(
            "response",
            ("auth/}}", "$.a", -1, 2.5),
            (("within", "10m"), ("fresh", True)),
            3,
        )
    )


def test_a_name_can_be_an_argument() -> None:
    call = expression("{{ hmac(text, 'a', key=secret, up=true) }}").head

    assert isinstance(call, Call)
    assert call.names == (Name("text", 8), Name("secret", 23))
    assert call == Call(
        "hmac", (Name("text", 8), "a"), (("key", Name("secret", 23)), ("up", True)), 3
    )


def test_a_value_goes_through_pipes_in_order() -> None:
    assert expression("{{a | upper|default('|', x=1)|json()}}") == Expression(
        Name("a", 2),
        (
            Call("upper", (), (), 6),
            Call("default", ("|",), (("x", 1),), 12),
            Call("json", (), (), 30),
        ),
    )


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("{{'a}}'}}", "a}}"),
        ('{{ "" }}', ""),
        ("{{12}}", 12),
        ("{{-0.5}}", -0.5),
        ("{{true}}", True),
    ],
)
def test_a_literal_can_be_the_head(text: str, value: object) -> None:
    head = expression(text).head

    assert isinstance(head, Constant)
    assert head.value == value


@pytest.mark.parametrize(
    ("text", "what", "at"),
    [
        ("{{7*7}}", '"*" cannot stand here', 3),
        ("{{''.__class__}}", '"." cannot stand here', 4),
        ("{{a.b}}", '"." cannot stand here', 3),
        ("{{}}", "something is missing before the braces close", 2),
        ("{{a | }}", "something is missing before the braces close", 6),
        ("{{a | 'x'}}", "\"'x'\" is not a function", 6),
        ("{{#each}}", '"#" is neither a name nor a call', 2),
        ("{{f(g())}}", '"(" cannot stand here', 5),
        ("{{f(1 2)}}", '"2" cannot stand here', 6),
        ("{{f(k=)}}", '")" cannot be an argument', 6),
        ("{{f('a)}}", "a text has no closing '", 4),
        ("{{a b}}", '"b" cannot stand here', 4),
        ("{{1x}}", '"1" is neither a name nor a call', 2),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(text: str, what: str, at: int) -> None:
    assert stumble(text) == (what, at)


def test_an_attribute_is_answered_with_a_query() -> None:
    with pytest.raises(Stumble) as caught:
        read("{{a.b}}", 2, 7)

    assert "jsonpath" in caught.value.hint


def test_the_functions_of_others_are_answered_with_ours() -> None:
    with pytest.raises(Stumble) as caught:
        read("{{$guid}}", 2, 9)

    assert (caught.value.what, caught.value.at) == ('"$" begins no name here', 2)
    assert "uuid()" in caught.value.hint


def test_reading_stops_at_the_limit() -> None:
    with pytest.raises(Stumble):
        read("{{abc}}", 2, 5)


@given(st.text(st.sampled_from("{}|\\ab'(), \n1.=_"), max_size=30))
def test_reading_ends_behind_braces_or_stumbles(text: str) -> None:
    with suppress(Stumble):
        _, end = read(text, 0, len(text))
        assert text[:end].endswith("}}")
