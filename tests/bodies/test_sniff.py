import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.bodies.sniff import reads_as_text, starts_json


@pytest.mark.parametrize(
    "head",
    [b'{"a": 1}', b" [1, 2.5e3, nu", b'{"a": "unfinis', b"[1.", b"true", b"NaN", b"{}\n[]"],
)
def test_the_start_of_json_is_known(head: bytes) -> None:
    assert starts_json(head)


@pytest.mark.parametrize(
    "head", [b"", b" ", b"[INFO] x", b"{a: 1}", b"{'a'", b"[1, 2}", b"]", b"[1] one", b"{{ x }}"]
)
def test_what_only_looks_like_json_is_not(head: bytes) -> None:
    assert not starts_json(head)


@pytest.mark.parametrize(
    ("head", "declared", "is_text"),
    [
        (b"\x1b[31mred\x1b[0m\r\n", False, True),
        ("漢字".encode()[:-1], False, True),
        (b"caf\xe9 au", False, False),
        (b"caf\xe9 au", True, True),
        (b"a\0b", True, False),
        (bytes(range(32)), False, False),
    ],
)
def test_text_is_told_from_bytes(head: bytes, declared: bool, is_text: bool) -> None:
    assert reads_as_text(head, declared) is is_text


@given(st.binary(), st.booleans())
def test_any_bytes_can_be_asked_about(head: bytes, declared: bool) -> None:
    assert isinstance(starts_json(head), bool)
    assert isinstance(reads_as_text(head, declared), bool)
