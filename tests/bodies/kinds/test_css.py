from tests.bodies.viewing import lines, shown


def test_source_is_coloured_and_unchanged() -> None:
    data = "a { color: #fff }"

    assert shown(data.encode(), "text/css") == [data]
    assert ("key", "color") in lines(data.encode(), "text/css")[0]
