from tests.bodies.viewing import shown


def test_bytes_are_shown_as_a_dump() -> None:
    assert shown(b"\x00\x01")[0].startswith("00000000  00 01")
