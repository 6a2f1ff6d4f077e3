"""WWW-Authenticate as servers send it, and as nobody should."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.client.auth.challenge import challenges, quoted


def read(field: str) -> list[tuple[str, dict[str, str]]]:
    return [(one.scheme, one.parameters) for one in challenges(field)]


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("", []),
        (",, ,", []),
        ("Basic", [("basic", {})]),
        ('Digest realm="a, b", nonce=n', [("digest", {"realm": "a, b", "nonce": "n"})]),
        ('Digest realm="r\\"x\\\\"', [("digest", {"realm": 'r"x\\'})]),
        ('Digest realm = "r" , qop = "auth"', [("digest", {"realm": "r", "qop": "auth"})]),
        (
            'Newauth realm="apps", type=1, title="Login to \\"apps\\"", Basic realm="simple"',
            [
                ("newauth", {"realm": "apps", "type": "1", "title": 'Login to "apps"'}),
                ("basic", {"realm": "simple"}),
            ],
        ),
        ("Negotiate YII==, Basic realm=x", [("negotiate", {}), ("basic", {"realm": "x"})]),
        ("NTLM, Digest nonce=1", [("ntlm", {}), ("digest", {"nonce": "1"})]),
        ("Digest nonce=1, nonce=2", [("digest", {"nonce": "1"})]),
        ('Digest realm="r\\"", nonce=', [("digest", {"realm": 'r"'})]),
        ('Digest realm="never ends, nonce=1', [("digest", {})]),
        ("=,=x", [("x", {})]),
    ],
)
def test_what_a_field_offers(field: str, expected: object) -> None:
    assert read(field) == expected


def test_a_field_that_is_far_too_long_offers_nothing() -> None:
    assert read("Basic " * 10_000) == []


@given(st.text(alphabet='Dd=,"\\ \tne1\x00é', max_size=60))
def test_no_field_is_an_error(field: str) -> None:
    challenges(field)


@given(st.text(max_size=40))
def test_a_quoted_string_is_read_as_it_was_written(value: str) -> None:
    assert read(f"Digest realm={quoted(value)}") == [("digest", {"realm": value})]
