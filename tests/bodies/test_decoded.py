from datetime import date

import pytest

from workbench.bodies.decoded import Held, decoded_view, json_lines

from .growing import plain


def test_what_json_has_no_word_for_is_put_as_a_text() -> None:
    value = {"d": date(2026, 1, 2), (1, 2): {3}, "s": "\ud800"}

    assert plain(list(json_lines(value))) == [
        "{", '  "d": "2026-01-02",', '  "[1, 2]": [', "    3", "  ],", '  "s": "���"', "}"
    ]  # fmt: skip


def test_deep_values_are_refused() -> None:
    value: list[object] = []
    for _ in range(100_000):
        value = [value]

    with pytest.raises(ValueError, match="deeply"):
        list(json_lines(value))


def test_a_view_draws_what_was_decoded() -> None:
    index = decoded_view(lambda data: data.decode())(Held(b"ab"), "")
    index.feed(b"ab")
    index.finish()

    assert plain(index.rows(0, 9)) == ['"ab"']
    assert Held(b"abc").read(1, 1) == b"b"
