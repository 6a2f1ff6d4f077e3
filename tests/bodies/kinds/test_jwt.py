from tests.bodies.viewing import shown

TOKEN = b"eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZGEifQ."


def test_a_token_is_shown_decoded() -> None:
    assert shown(TOKEN + b"\n", "text/plain")[1:3] == ["{", '  "alg": "none"']
    assert shown(TOKEN, view="raw") == [TOKEN.decode()]
