from tests.bodies.viewing import shown


def test_a_file_shows_what_its_head_says() -> None:
    assert shown(b"%PDF-1.4\n%\xe2\xe3\n/Type /Page ") == [
        "file     PDF document",
        "bytes    25",
        "version  1.4",
        "pages    1",
    ]
