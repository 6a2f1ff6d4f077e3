"""br and zstd: whole, cut, corrupt, huge, and when no package for them is there."""

import random
from types import ModuleType
from typing import Any

import pytest

from workbench.client import DecodingError, Response
from workbench.client.compression import (
    STEP,
    Brotli,
    Zstandard,
    accepted_codings,
    package,
    package_for,
)
from workbench.client.decode import Chain, decoders_for

TEXT = b"The quick brown fox jumps over the lazy dog.\n" * 200


def packed(coding: str, data: bytes) -> bytes:
    module: Any = pytest.importorskip({"br": "brotli", "zstd": "backports.zstd"}[coding])
    result: bytes = module.compress(data)
    return result


def unpacked(coding: str, pieces: list[bytes], may_be_empty: bool = False) -> list[bytes]:
    chain = Chain(*decoders_for(coding, may_be_empty))
    found = [out for piece in pieces for out in chain.feed(piece)]
    return [*found, *chain.finish()]


@pytest.mark.parametrize("coding", ["br", "zstd"])
def test_a_body_is_decoded_however_it_is_cut(coding: str) -> None:
    body = packed(coding, TEXT)

    for at in range(1, len(body)):
        assert b"".join(unpacked(coding, [body[:at], body[at:]])) == TEXT
    assert b"".join(unpacked(coding, [bytes([byte]) for byte in body])) == TEXT


@pytest.mark.parametrize("coding", ["br", "zstd"])
def test_a_truncated_body_is_never_a_shorter_one(coding: str) -> None:
    body = packed(coding, TEXT)

    for at in range(len(body)):
        with pytest.raises(DecodingError):
            unpacked(coding, [body[:at]] if at else [])


@pytest.mark.parametrize("coding", ["br", "zstd"])
def test_what_is_corrupt_is_an_error_of_ours(coding: str) -> None:
    body = bytearray(packed(coding, random.Random(1).randbytes(2000)))

    with pytest.raises(DecodingError, match=coding):
        unpacked(coding, [b"no such thing at all"])
    for at in range(0, len(body), 7):
        bad = body.copy()
        bad[at] ^= 0x55
        try:
            unpacked(coding, [bytes(bad)])
        except DecodingError:
            continue  # any other exception fails the test


@pytest.mark.parametrize("coding", ["br", "zstd"])
def test_a_bomb_comes_in_small_pieces(coding: str) -> None:
    size = 40 * 1024 * 1024
    pieces = unpacked(coding, [packed(coding, bytes(size))])

    assert sum(map(len, pieces)) == size
    assert max(map(len, pieces)) <= STEP


def test_zstd_frames_follow_each_other_and_br_streams_do_not() -> None:
    assert b"".join(unpacked("zstd", [packed("zstd", b"a") + packed("zstd", b"b")])) == b"ab"
    with pytest.raises(DecodingError):
        unpacked("br", [packed("br", b"a"), packed("br", b"b")])


def test_a_zstd_window_beyond_what_http_allows_is_refused() -> None:
    zstd: Any = pytest.importorskip("backports.zstd")
    options = {zstd.CompressionParameter.window_log: 27}
    compressor = zstd.ZstdCompressor(options=options)
    body = compressor.compress(TEXT * 3000) + compressor.flush()

    with pytest.raises(DecodingError):
        unpacked("zstd", [body])


@pytest.mark.parametrize("coding", ["br", "zstd"])
def test_a_body_that_was_announced_to_be_empty_is(coding: str) -> None:
    packed(coding, b"")

    assert unpacked(coding, [], may_be_empty=True) == []


def test_codings_stack() -> None:
    import gzip

    body = packed("zstd", packed("br", gzip.compress(TEXT)))

    response = Response(200, headers={"Content-Encoding": "gzip, br, zstd"}, content=body)
    assert response.content == TEXT


def test_only_what_is_installed_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    assert package_for("gzip") is None
    for name, stage in (("br", Brotli), ("zstd", Zstandard)):
        if package_for(name) is not None:
            assert isinstance(package(name), ModuleType)
            assert isinstance(decoders_for(name)[0], stage)
            assert name in accepted_codings().decode().split(", ")
    assert accepted_codings().startswith(b"gzip, deflate")
