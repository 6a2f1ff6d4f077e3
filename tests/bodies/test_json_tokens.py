import pytest

from workbench.bodies.json_tokens import WINDOW, Token, after_string, ends_in_escape, tokens

from .growing import Grown


def test_tokens_come_with_their_places() -> None:
    data = b' {"a\\"": -1.0e5 ,\n[]}'

    found = list(tokens(Grown(data), 0, len(data)))

    assert [token.text for token in found] == [
        b"{", b'"a\\""', b":", b"-1.0e5", b",", b"[", b"]", b"}"
    ]  # fmt: skip
    assert all(data[token.start : token.end] == token.text for token in found)


def test_a_token_of_many_windows_is_passed_over() -> None:
    string = b'"' + b'\\"x' * WINDOW + b'"'
    data = b"[" + string + b",1]"

    found = list(tokens(Grown(data), 0, len(data)))

    assert found[1] == Token(string[:WINDOW], 1, 1 + len(string))
    assert [token.text for token in found[2:]] == [b",", b"1", b"]"]


def test_tokens_across_windows_are_whole() -> None:
    data = b'["abc",12345]' * WINDOW

    found = list(tokens(Grown(data), 0, len(data)))

    assert b"".join(token.text for token in found) == data


@pytest.mark.parametrize(
    ("text", "escaped", "end"),
    [(b'ab" c"', False, 3), (b'\\" c" x', False, 5), (b'" c"', True, 4), (b"never", False, 5)],
)
def test_the_end_of_a_string_is_found_from_inside(text: bytes, escaped: bool, end: int) -> None:
    assert after_string(Grown(text), 0, len(text), escaped) == end


def test_an_even_number_of_backslashes_is_complete() -> None:
    assert not ends_in_escape(b"a\\\\")
    assert ends_in_escape(b"a\\\\\\")
