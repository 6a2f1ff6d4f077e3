import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.bodies.xml_parts import LONGEST, parts


def kinds(data: bytes) -> list[tuple[str, bytes]]:
    return [(kind, data[start:end]) for kind, start, end in parts(data, 0, is_last=True)]


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"<a>", "open"), (b"<a b='>' c=\"/>\">", "open"), (b"<a b=c/d>", "open"),
        (b"</a >", "close"),
        (b"<a/>", "single"), (b"<a b='/'/>", "single"), (b"<!-- <a> -->", "single"),
        (b"<?xml version='1.0'?>", "single"), (b"<!DOCTYPE a [ <!ENTITY b '>'> ]>", "single"),
        (b"<![CDATA[ <a> ]]>", "text"), (b"&lt; x", "text"), (b" \n\t", "space"),
        (b"<a b='", "text"), (b"< a>", "text"), (b"<!-- x", "text"),
    ],
)  # fmt: skip
def test_each_part_is_what_it_is(data: bytes, kind: str) -> None:
    assert kinds(data) == [(kind, data)]


def test_what_is_too_long_is_cut_into_texts() -> None:
    data = b"<!-- " + b"-" * LONGEST + b" --><a>"

    assert [kind for kind, _ in kinds(data)] == ["text", "text", "open"]


@given(st.text("<a/>!-?[]='\" \n", max_size=60).map(str.encode), st.integers(0, 60))
def test_every_byte_is_in_one_part_and_more_bytes_change_none(data: bytes, cut: int) -> None:
    everything = list(parts(data, 0, is_last=True))
    assert b"".join(data[part.start : part.end] for part in everything) == data
    early = list(parts(data[:cut], 0, is_last=False))
    assert everything[: len(early)] == early
