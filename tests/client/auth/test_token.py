"""Tokens as servers grant them, and refusals fit to be shown."""

import json
from typing import Any

import pytest

from workbench.client import MemoryTokenStore, OAuth2Error, Response, Token
from workbench.client.auth.token import answer_of, clean, granted, seconds_of, succeeded


def says(said: Any, status: int = 200) -> Response:
    return Response(status, content=said if isinstance(said, bytes) else json.dumps(said))


def test_a_granted_token_expires_some_time_after_now() -> None:
    token = granted(
        says({"access_token": "t", "token_type": "bearer", "expires_in": 60, "scope": "a b"}),
        1000.0,
        (),
    )

    assert token == Token("t", 1060.0, None, "a b")
    assert not token.expires_within(30, now=1029)
    assert token.expires_within(30, now=1030)
    assert not Token("t").expires_within(30, now=1e12)


def test_a_token_does_not_show_in_its_repr() -> None:
    assert "s3cret" not in repr(Token("s3cret", None, "s3cret"))


@pytest.mark.parametrize(
    ("response", "words"),
    [
        (says(b"<html>"), "status 200 without"),
        (says([], 500), "status 500 without"),
        (says(b"[" * 100_000), "status 200 without"),
        (says(b"\xff\xfe"), "status 200 without"),
        (says({}), "access_token cannot"),
        (says({"access_token": "a\r\nX: y"}), "access_token cannot"),
        (says({"access_token": 5}), "access_token cannot"),
        (says({"access_token": "a", "token_type": "mac"}), "token_type is 'mac'"),
        (says({"error": "invalid_client"}, 401), "invalid_client$"),
        (says({"error": "x", "error_description": "no\x1b[2J way"}), "x: no�\\[2J way"),
        (says({"error": "x", "error_description": "bad p4ss and s3cret"}), "bad .secure. and"),
        (says({"error": "x", "error_description": ["odd"]}), "odd"),
    ],
)
def test_nonsense_and_refusals_are_our_error(response: Response, words: str) -> None:
    with pytest.raises(OAuth2Error, match=words) as caught:
        granted(response, 0, ("s3cret", "p4ss", ""))
    assert "s3cret" not in str(caught.value) + caught.value.description


def test_an_answer_that_is_no_refusal_is_returned() -> None:
    assert answer_of(says({"device_code": "d"}), ()) == {"device_code": "d"}


def test_a_secret_does_not_disfigure_the_protocols_own_words() -> None:
    with pytest.raises(OAuth2Error) as caught:
        answer_of(says({"error": "invalid_grant", "error_description": "or"}), ("grant", "r"))
    assert (caught.value.error, caught.value.description) == ("invalid_grant", "or")


def test_words_are_short_and_printable() -> None:
    assert clean("x" * 999) == "x" * 300
    assert clean("a\n\u202eb\x9b") == "a��b�"


@pytest.mark.parametrize(
    ("value", "seconds"),
    [(60, 60), ("60", 60), (1.5, 1.5), (-1, 0), (1e99, 10 * 366 * 86400), ("x", None),
     (None, None), (True, None), ("nan", None), (10**400, None), ([], None)],
)  # fmt: skip
def test_lifetimes_are_numbers_in_reason(value: object, seconds: float | None) -> None:
    assert seconds_of(value) == seconds


def test_a_refresh_token_lasts_until_it_is_replaced() -> None:
    old = Token("a", None, "r1")

    assert succeeded(Token("b"), old) == Token("b", None, "r1")
    assert succeeded(Token("b", None, "r2"), old) == Token("b", None, "r2")


def test_memory_keeps_the_last_token() -> None:
    store = MemoryTokenStore(Token("a"))
    assert store.load() == Token("a")
    store.save(None)
    assert store.load() is None
