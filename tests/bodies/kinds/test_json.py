from tests.bodies.viewing import shown


def test_json_is_shown_pretty_first() -> None:
    assert shown(b'{"a":[1]}') == ["{", '  "a": [', "    1", "  ]", "}"]
    assert shown(b'{"a":[1]}', view="raw") == ['{"a":[1]}']
