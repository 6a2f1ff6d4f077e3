from tests.bodies.viewing import lines, shown


def test_source_is_coloured_and_unchanged() -> None:
    data = "let a = 'x' // c"

    assert shown(data.encode(), "text/javascript") == [data]
    assert ("word", "let") in lines(data.encode(), "text/javascript")[0]
