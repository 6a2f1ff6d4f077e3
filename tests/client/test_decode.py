"""Content codings, text and lines, fed in any slices."""

import codecs
import gzip
import itertools
import json
import random
import zlib
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.client import DecodingError, decode
from workbench.client.compression import STEP
from workbench.client.decode import (
    CHARSETS,
    Bounded,
    ByteSlices,
    Chain,
    Inflate,
    Lines,
    Measured,
    TextDecoder,
    TextSlices,
    charset,
    decode_text,
    decoders_for,
    stated_charset,
)

PLAIN = bytes(random.Random(1).choices(b"abcdef", k=500)) * 3


def raw_deflate(data: bytes) -> bytes:
    return zlib.compress(data)[2:-4]


CODERS: list[tuple[str, Callable[[bytes], bytes]]] = [
    ("gzip", gzip.compress),
    ("deflate", zlib.compress),
    ("deflate", raw_deflate),
    ("deflate, gzip", lambda data: gzip.compress(raw_deflate(data))),
    ("gzip, deflate, identity", lambda data: zlib.compress(gzip.compress(data))),
]
IDS = ["gzip", "zlib", "raw", "raw in gzip", "gzip in zlib"]


def decoded(coding: str, data: bytes, size: int) -> bytes:
    """Return a body as decoded when it comes in slices of a size."""
    chain = Chain(*decoders_for(coding))
    pieces = [p for at in range(0, len(data), size) for p in chain.feed(data[at : at + size])]
    pieces += chain.finish()
    assert all(0 < len(piece) <= STEP for piece in pieces)
    return b"".join(pieces)


@pytest.mark.parametrize(("coding", "encode"), CODERS, ids=IDS)
@pytest.mark.parametrize("size", [1, 2, 3, 7, 1 << 20])
def test_a_body_is_decoded_whatever_its_slices(
    coding: str, encode: Callable[[bytes], bytes], size: int
) -> None:
    assert decoded(coding, encode(PLAIN), size) == PLAIN


@pytest.mark.parametrize(("coding", "encode"), CODERS, ids=IDS)
def test_a_body_cut_anywhere_is_an_error(coding: str, encode: Callable[[bytes], bytes]) -> None:
    body = encode(PLAIN)

    for at, size in itertools.product(range(len(body)), (1, 1 << 20)):
        with pytest.raises(DecodingError):
            decoded(coding, body[:at], size)


def test_all_members_of_a_gzip_body_count_wherever_it_is_split() -> None:
    body = gzip.compress(b"a") + gzip.compress(b"b")

    for size in range(1, len(body) + 1):
        assert decoded("gzip", body, size) == b"ab"


@pytest.mark.parametrize("size", [1, 3, 1 << 20])
def test_zeros_that_pad_a_gzip_body_are_none_of_it(size: int) -> None:
    one = gzip.compress(PLAIN)

    assert decoded("gzip", one + bytes(512), size) == PLAIN
    assert decoded("gzip", one + bytes(3) + one, size) == PLAIN * 2
    with pytest.raises(DecodingError, match="goes on after the end"):
        decoded("deflate", zlib.compress(PLAIN) + bytes(3), size)


@pytest.mark.parametrize(("coding", "encode"), CODERS[:3], ids=IDS[:3])
def test_a_bomb_comes_out_in_bounded_steps(coding: str, encode: Callable[[bytes], bytes]) -> None:
    bomb = encode(bytes(20 << 20))

    assert len(bomb) < 50_000
    assert len(decoded(coding, bomb, len(bomb))) == 20 << 20


@pytest.mark.parametrize("size", [STEP - 1, STEP, STEP + 1, 2 * STEP])
def test_a_body_of_just_a_step_is_whole(size: int) -> None:
    assert len(decoded("gzip", gzip.compress(bytes(size)), 1 << 20)) == size


def test_only_so_many_layers_are_undone() -> None:
    assert decoders_for(", ".join(["gzip"] * 5))
    with pytest.raises(DecodingError, match="encoded 6 times; 5 are the limit"):
        decoders_for(", ".join(["gzip"] * 6))


def test_a_body_that_is_huge_between_two_codings_and_nothing_behind_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(decode, "MAX_BETWEEN", 1 << 20)
    empty_blocks = b"\0\0\0\xff\xff" * 250_000
    body = gzip.compress(empty_blocks)

    assert len(body) < 3000
    with pytest.raises(DecodingError, match="more than 1048576 bytes before its last coding"):
        decoded("deflate, gzip", body, len(body))


def test_an_unknown_coding_leaves_the_body_alone() -> None:
    assert decoders_for("gzip, zz") == []


def test_an_announced_empty_body_needs_no_coding() -> None:
    assert list(Chain(*decoders_for("deflate, gzip", may_be_empty=True)).finish()) == []


@pytest.mark.parametrize(
    ("content_type", "name"),
    [
        ("text/html; charset=UTF-8", "utf-8"),
        ('text/html; charset="Shift_JIS"', "shift_jis"),
        ("text/html;CHARSET=latin1;x=y", "latin1"),
        ("text/html ; x=y ; charset = utf-8 ; charset=utf-16", "utf-8"),
        ('text/html; x="; charset=utf-16"; charset=utf-8', "utf-8"),
        ('text/html; x="\\"; charset=utf-16"; charset=utf-8', "utf-8"),
        ("text/html; xcharset=utf-8; charset*=utf-8''utf-8", None),
        ("text/html; charset=; charset=utf-8", None),
        ("text/html, charset=utf-8", None),
        ("charset=utf-8", None),
        ("text/html; charset=latin1, text/html; charset=latin1", "latin1"),
        ("text/html", None),
        *((f"text/plain; charset={bad}", None) for bad in (
            "utf-7", "zlib", "rot13", "idna", "punycode", "unicode_escape", "undefined", "hex",
            "nonsense", "\x00", "x" * 5000,
        )),
    ],
)  # fmt: skip
def test_only_character_sets_are_charsets(content_type: str, name: str | None) -> None:
    assert charset(content_type) == name


def test_what_cannot_be_decoded_is_replaced() -> None:
    assert decode_text(b"a\xffb", "utf-8") == "a\ufffdb"
    assert decode_text(b"+AGE-", "utf-7") == "+AGE-"
    assert decode_text(b"\xff\xfea\x00", "utf-16") == "a"
    assert decode_text(b"a", "utf-16")


MARKS = [
    (codecs.BOM_UTF8, "utf-8", "\ufeff"),  # which json() understands, and httpx keeps too
    (codecs.BOM_UTF8, "utf-8-sig", ""),
    (codecs.BOM_UTF16_LE, "utf-16", ""),
    (codecs.BOM_UTF16_BE, "utf-16", ""),
    (b"", "utf-16", ""),
    (codecs.BOM_UTF32_LE, "utf-32", ""),
    (codecs.BOM_UTF32_BE, "utf-32", ""),
    (b"", "utf-32", ""),
]


@pytest.mark.parametrize(("mark", "name", "kept"), MARKS)
@pytest.mark.parametrize("size", [1, 3, 99])
def test_a_byte_order_mark_says_how_to_read(mark: bytes, name: str, kept: str, size: int) -> None:
    order = "-be" if mark in {codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE} else "-le"
    data = mark + "aé💩".encode(name.removesuffix("-sig") + (order if "8" not in name else ""))
    stage = TextDecoder(name)

    pieces = [p for at in range(0, len(data), size) for p in stage.feed(data[at : at + size])]

    assert "".join([*pieces, *stage.finish()]) == f"{kept}aé💩"


hostile = st.binary(max_size=24) | st.lists(st.sampled_from(list(b"\x1b$B(JI~{\x0e\xff\xfe"))).map(
    bytes
)


@settings(max_examples=400, deadline=None)
@given(st.lists(hostile, max_size=4), st.sampled_from(sorted(CHARSETS)))
def test_no_bytes_break_a_text_decoder(pieces: list[bytes], name: str) -> None:
    stage = TextDecoder(name)
    text = "".join([part for piece in pieces for part in stage.feed(piece)] + [*stage.finish()])

    if not name.startswith("iso2022"):  # how long an open escape may be depends on the slices
        assert text == decode_text(b"".join(pieces), name)


def test_an_escape_sequence_without_an_end_loses_little() -> None:
    endless = b"abc\x1b$$~" + b"(" * 12 + b"\x1b(Bdef"

    assert decode_text(endless, "iso2022_jp").startswith("abc")
    assert decode_text(endless, "iso2022_jp").endswith("def")


@given(st.text(), st.integers(1, 7), st.sampled_from(["utf-8", "utf-16", "gb18030"]))
def test_text_is_the_same_in_any_slices(text: str, size: int, encoding: str) -> None:
    data = text.encode(encoding, "ignore")
    stage = TextDecoder(encoding)

    pieces = [p for at in range(0, len(data), size) for p in stage.feed(data[at : at + size])]

    assert "".join([*pieces, *stage.finish()]) == data.decode(encoding)


@given(st.lists(st.text("ab\r\n\x0b\u2028", max_size=4)))
def test_lines_are_those_of_splitlines(pieces: list[str]) -> None:
    lines = Lines()

    got = [line for piece in pieces for line in lines.feed(piece)]

    assert [*got, *lines.finish()] == "".join(pieces).splitlines()


@given(st.lists(st.binary(max_size=9)), st.integers(1, 5))
def test_slices_have_their_size_but_for_the_last(pieces: list[bytes], size: int) -> None:
    slices = ByteSlices(size)

    got = [p for piece in pieces for p in slices.feed(piece)] + list(slices.finish())

    assert b"".join(got) == b"".join(pieces)
    assert all(len(piece) == size for piece in got[:-1])


def test_a_decoding_error_is_one_plain_line() -> None:
    with pytest.raises(DecodingError) as caught:
        decoded("gzip", json.dumps({}).encode() * 9, 1 << 20)
    assert str(caught.value) == "the body is not valid gzip: incorrect header check"


def test_the_stated_charset_is_whatever_the_server_says() -> None:
    assert stated_charset('text/plain; charset="No-Such"') == "no-such"
    assert stated_charset("text/plain") is None


@given(st.lists(st.text(max_size=9)), st.integers(0, 5))
def test_text_slices_are_of_one_length(texts: list[str], size: int) -> None:
    slices = TextSlices(size)
    found = [piece for text in texts for piece in slices.feed(text)] + list(slices.finish())

    assert "".join(found) == "".join(texts)
    assert all(len(piece) == max(size, 1) for piece in found[:-1])
    assert list(slices.finish()) == []


def test_a_bound_lets_through_what_it_allows() -> None:
    bounded = Bounded(3)

    assert [*bounded.feed(b"ab"), *bounded.feed(b"c"), *bounded.finish()] == [b"ab", b"c"]
    with pytest.raises(DecodingError, match="more than 3 bytes"):
        list(bounded.feed(b"d"))


def test_undoing_a_coding_is_counted_and_timed() -> None:
    ticks = iter(range(100))
    undone = Measured([Inflate("gzip")], lambda: float(next(ticks)))
    packed = gzip.compress(b"x" * 1000)

    assert b"".join([*undone.feed(packed), *undone.finish()]) == b"x" * 1000
    assert undone.seen == 1000
    assert undone.seconds
    assert Measured([]).seconds is None
