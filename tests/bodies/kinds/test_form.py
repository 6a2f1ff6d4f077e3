from tests.bodies.viewing import shown


def test_names_and_values_are_decoded() -> None:
    data = b"name=Ada+L%C3%A9&x=&name=2&esc=%1b"

    assert shown(data, "application/x-www-form-urlencoded") == [
        "name  Ada Lé", 'x     ""', "name  2", "esc   ␛"
    ]  # fmt: skip
