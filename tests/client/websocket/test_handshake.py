"""What a handshake asks for, and which answers agree."""

from base64 import b64encode
from hashlib import sha1

import pytest

from workbench.client import Headers, LocalProtocolError
from workbench.client.websocket.handshake import (
    MAGIC,
    Refusal,
    agreed_deflate,
    check_answer,
    chosen_subprotocol,
    handshake_headers,
)

NONCE = b"the sample nonce"
GOOD = {
    "Upgrade": "WebSocket",
    "Connection": "keep-alive, Upgrade",
    "Sec-WebSocket-Accept": "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=",  # RFC 6455, section 1.3
}


def test_the_request_says_what_is_wanted() -> None:
    fields = dict(handshake_headers(NONCE, ["chat", "soap"], compression=True))

    assert fields["Sec-WebSocket-Key"] == "dGhlIHNhbXBsZSBub25jZQ=="
    assert fields["Sec-WebSocket-Protocol"] == "chat, soap"
    assert fields["Sec-WebSocket-Extensions"].startswith("permessage-deflate")
    assert "Sec-WebSocket-Extensions" not in dict(handshake_headers(NONCE, [], compression=False))


@pytest.mark.parametrize("names", [["a b"], ["a", "a"], [""], ["a,b"], ["é"]])
def test_subprotocols_are_single_words(names: list[str]) -> None:
    with pytest.raises(LocalProtocolError):
        handshake_headers(NONCE, names, compression=False)


def test_the_answer_of_the_rfc_agrees() -> None:
    assert (
        b64encode(sha1(b64encode(NONCE) + MAGIC).digest()).decode() == GOOD["Sec-WebSocket-Accept"]
    )
    check_answer(101, Headers(GOOD), NONCE)


@pytest.mark.parametrize(
    ("status", "changed", "why"),
    [
        (200, {}, "status 200"),
        (101, {"Upgrade": "h2c"}, "something else"),
        (101, {"Connection": "close"}, "Connection: Upgrade"),
        (101, {"Sec-WebSocket-Accept": "AAAA"}, "does not answer our key"),
    ],
)
def test_other_answers_are_refusals(status: int, changed: dict[str, str], why: str) -> None:
    with pytest.raises(Refusal, match=why):
        check_answer(status, Headers({**GOOD, **changed}), NONCE)


def test_the_server_chooses_one_of_the_subprotocols_or_none() -> None:
    def chosen(*names: str) -> str | None:
        fields = [("Sec-WebSocket-Protocol", name) for name in names]
        return chosen_subprotocol(Headers(fields), ["a", "b"])

    assert (chosen(), chosen("b")) == (None, "b")
    for names in (("c",), ("a", "b"), ("A",), ("a, b",)):
        with pytest.raises(Refusal):
            chosen(*names)


def test_compression_is_as_the_server_narrows_it() -> None:
    said = "permessage-deflate; server_no_context_takeover; client_max_window_bits=10"
    agreed = agreed_deflate(Headers({"Sec-WebSocket-Extensions": said}), compression=True)

    assert agreed is not None
    assert (agreed.window, agreed.forgetful, agreed.peer_is_forgetful) == (10, False, True)
    assert agreed_deflate(Headers(), compression=True) is None


@pytest.mark.parametrize(
    "said",
    [
        "x-other",
        "permessage-deflate, permessage-deflate",
        "permessage-deflate; client_max_window_bits=99",
        "permessage-deflate; client_max_window_bits",
        "permessage-deflate; server_max_window_bits=7",
        "permessage-deflate; odd",
        "permessage-deflate; server_no_context_takeover; server_no_context_takeover",
        "permessage-deflate; client_no_context_takeover=1",
    ],
)
def test_extensions_that_were_not_offered_are_refusals(said: str) -> None:
    with pytest.raises(Refusal):
        agreed_deflate(Headers({"Sec-WebSocket-Extensions": said}), compression=True)
    with pytest.raises(Refusal):
        agreed_deflate(
            Headers({"Sec-WebSocket-Extensions": "permessage-deflate"}), compression=False
        )
