"""Reading DER; that it finds what is there is in test_certificate.py."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.client.der import element, object_identifier


def test_a_value_has_a_tag_a_content_and_an_end() -> None:
    sequence = element(b"..\x30\x05\x02\x01\x07\x05\x00!", 2)

    assert (sequence.tag, sequence.start, sequence.end) == (0x30, 2, 9)
    assert [(one.tag, one.content) for one in sequence.children()] == [(2, b"\x07"), (5, b"")]
    assert sequence.encoded == b"\x30\x05\x02\x01\x07\x05\x00"


def test_a_long_value_states_the_length_of_its_length() -> None:
    assert element(b"\x04\x82\x01\x00" + b"x" * 256).content == b"x" * 256


@pytest.mark.parametrize(
    "data", [b"", b"\x30", b"\x30\x01", b"\x30\x82\x01", b"\x30\x84\xff\xff\xff\xff", b"\x30\xff"]
)
def test_what_is_cut_short_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="cut short"):
        element(data)


def test_a_child_ends_within_its_parent() -> None:
    with pytest.raises(ValueError, match="cut short"):
        list(element(b"\x30\x02\x04\x01x").children())


@pytest.mark.parametrize(
    ("content", "text"),
    [(b"\x55\x04\x03", "2.5.4.3"), (b"\x2a\x86\x48\x86\xf7\x0d", "1.2.840.113549"), (b"", "")],
)
def test_an_object_identifier_is_numbers_with_dots(content: bytes, text: str) -> None:
    assert object_identifier(content) == text


@given(st.binary(max_size=64))
def test_any_bytes_are_values_or_refused(data: bytes) -> None:
    try:
        children = list(element(data).children())
    except ValueError:
        return
    assert b"".join(one.encoded for one in children) == element(data).content
