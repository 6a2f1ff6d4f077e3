import base64
import json

import pytest

from workbench.bodies.jwt import TOKEN, decode_token, token_lines

from .growing import plain


def token(header: object, claims: object, signature: str = "c2ln") -> str:
    parts = (json.dumps(part).encode() for part in (header, claims))
    encoded = (base64.urlsafe_b64encode(part).decode().rstrip("=") for part in parts)
    return ".".join((*encoded, signature))


def test_a_token_is_taken_apart_and_its_times_are_dates() -> None:
    text = token({"alg": "HS256"}, {"sub": "ada", "exp": 1_700_000_000})

    assert TOKEN.fullmatch(text)
    assert plain(list(token_lines(decode_token(text)))) == [
        "header", "{", '  "alg": "HS256"', "}", "",
        "claims", "{", '  "sub": "ada",', '  "exp": 1700000000', "}",
        "exp       2023-11-14 22:13:20 UTC", "", "the signature is not checked",
    ]  # fmt: skip


def test_a_token_without_a_signature_is_said_to_have_none() -> None:
    assert plain(list(token_lines(decode_token(token({}, {"iat": True}, "")))))[-1] == (
        "it is not signed"
    )


@pytest.mark.parametrize(
    "text", ["", "a.b", "a.b.c", token([], {}), "eyJ!.eyJ.x", "e30.e30.x" * 9000]
)
def test_what_is_no_token_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        decode_token(text)


def test_a_time_that_is_none_is_left_out() -> None:
    lines = plain(list(token_lines(decode_token(token({}, {"exp": 1e300, "nbf": "soon"})))))

    assert not [line for line in lines if "UTC" in line]
