from tests.bodies.viewing import shown


def test_text_is_shown_in_lines() -> None:
    assert shown(b"one\ntwo\n") == ["one", "two"]
