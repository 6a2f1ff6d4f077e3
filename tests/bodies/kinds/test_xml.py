from tests.bodies.viewing import lines


def test_tags_are_coloured() -> None:
    assert lines(b'<?xml version="1.0"?>\n<a b="c">x</a>', view="raw")[1] == (
        ("punct", "<"),
        ("key", "a"),
        ("text", " "),
        ("word", "b"),
        ("text", "="),
        ("string", '"c"'),
        ("punct", ">"),
        ("text", "x"),
        ("punct", "</"),
        ("key", "a"),
        ("punct", ">"),
    )


def test_tags_have_rows_of_their_own() -> None:
    rows = lines(b'<?xml version="1.0"?><a b="c"><d>x</d></a>', view="pretty")

    assert ["".join(text for _, text in row) for row in rows] == [
        '<?xml version="1.0"?>',
        '<a b="c">',
        "  <d>x</d>",
        "</a>",
    ]
