from tests.bodies.viewing import lines, shown


def test_source_is_coloured_and_unchanged() -> None:
    data = "a: true"

    assert shown(data.encode(), "text/yaml") == [data]
    assert ("key", "a") in lines(data.encode(), "text/yaml")[0]
