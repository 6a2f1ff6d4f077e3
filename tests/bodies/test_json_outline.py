import pytest

from workbench.bodies import json_outline
from workbench.bodies.json_outline import Level, Levels, Outline, Reducer


def test_strings_and_spaces_are_taken_out() -> None:
    assert Reducer().reduced(b'{"a,[": [1, "\\"]", null]}') == b"{a:[a,a,aaaa]}"


def test_a_string_may_go_on_in_the_next_block() -> None:
    reducer = Reducer()

    assert [reducer.reduced(block) for block in (b'["a\\', b'"]', b'b", 1]')] == [
        b"[a",
        b"",
        b",a]",
    ]


def test_levels_are_what_stays_open() -> None:
    levels = Levels()
    levels.feed(b"{a:[a,{a:a},a,{", 5)
    levels.feed(b"a:a},a", 90)

    assert levels.open == [Level(b"{", 5, 0), Level(b"[", 5, 4)]
    assert levels.ok


@pytest.mark.parametrize("text", [b"]", b"[}", b"{]", b"[" * 501, b"{a:[a}"])
def test_brackets_that_do_not_match_are_not_ok(text: bytes) -> None:
    levels = Levels()
    levels.feed(text, 0)

    assert not levels.ok


def test_snapshots_tell_where_a_text_falls_low(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_outline, "SNAPSHOT", 4)
    outline = Outline()
    for at, text in enumerate((b"[[[a", b"a,a,", b"],[a", b"]],a")):
        outline.feed(text, at * 4, at * 4 + 4, False)

    assert [outline.before(at).at for at in (3, 4, 15, 99)] == [0, 4, 12, 16]
    following = outline.after(4)
    assert following is not None
    assert (following.at, [level.commas for level in following.levels]) == (8, [0, 0, 2])
    assert outline.falling(0, 2).at == 8
    assert outline.falling(0, 1).at == 12
    assert outline.falling(0, 0).at == 16
    assert outline.after(16) is None
    nearest = outline.nearest(0, 16, 0, 0)
    assert nearest is not None
    assert nearest.at == 12
