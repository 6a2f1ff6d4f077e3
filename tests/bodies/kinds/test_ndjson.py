from tests.bodies.viewing import lines, shown


def test_every_record_is_a_row() -> None:
    data = b'{"a": 1}\n\n{"b": "x"}\r\n{"c'

    assert shown(data) == ['{"a": 1}', '{"b": "x"}', '{"c']
    assert shown(data, view="pretty")[:4] == ["{", '  "a": 1', "}", "{"]


def test_a_record_is_coloured() -> None:
    kinds = [kind for kind, text in lines(b'{"a": [1, true, "s"]}\n{}\n')[0] if text.strip()]

    assert kinds == [
        "punct", "key", "punct", "punct", "number", "punct", "word", "punct", "string", "punct",
        "punct",
    ]  # fmt: skip
