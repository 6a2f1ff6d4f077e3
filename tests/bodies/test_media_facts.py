import io
import struct
import wave

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.bodies.media_facts import media_facts, name_of

from .growing import Grown


def known(data: bytes) -> dict[str, object]:
    return {name: value for name, value in media_facts(Grown(data)) if value != ""}


def box(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I4s", len(content) + 8, kind) + content


def test_a_sound_tells_its_length() -> None:
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(2)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(bytes(4 * 12_000))

    assert known(file.getvalue()) == {
        "file": "WAV audio",
        "bytes": "48,044",
        "channels": 2,
        "sampling": "8,000 Hz, 16 bits",
        "length": "0:01.5",
    }


def test_a_lossless_sound_tells_its_length() -> None:
    packed = (44_100 << 44 | 1 << 41 | 15 << 36 | 44_100 * 61).to_bytes(8, "big")

    found = known(b"fLaC" + bytes(14) + packed + bytes(16))
    assert (found["channels"], found["sampling"], found["length"]) == (
        2, "44,100 Hz, 16 bits", "1:01.0"
    )  # fmt: skip


def test_a_film_tells_its_length_wherever_its_head_is() -> None:
    head = box(b"mvhd", struct.pack(">IIIII", 0, 0, 0, 1000, 3_725_500))
    data = (
        box(b"ftyp", b"isom" + bytes(8)) + box(b"mdat", bytes(99)) + box(b"moov", head + bytes(20))
    )

    assert known(data) == {
        "file": "MPEG-4 video", "bytes": f"{len(data)}", "brand": "isom", "length": "1:02:05.5"
    }  # fmt: skip


def test_a_document_tells_its_pages() -> None:
    data = b"%PDF-1.7\n/Type /Pages\n/Type /Page\n/Type/Page /X\ntrailer /Encrypt"

    found = known(data)
    assert (found["version"], found["pages"], found["encrypted"]) == ("1.7", 2, "yes")


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (b"\xff\xfb\x90\x00", "MP3 audio"),
        (b"RIFF0000AVI ", "AVI video"),
        (b"\0\0\0\x18ftypM4A ", "MPEG-4 audio"),
        (b"\x7fELF\x02", "ELF program"),
        (b"\0asm\1", "WebAssembly module"),
        (b"just bytes \xff", ""),
    ],
)
def test_files_are_known_by_their_signatures(head: bytes, name: str) -> None:
    assert name_of(head) == name


@given(st.sampled_from([b"fLaC", b"RIFF0000WAVE", b"0000ftypisom", b"%PDF-"]), st.binary())
def test_a_broken_file_tells_what_it_can(head: bytes, rest: bytes) -> None:
    assert "bytes" in known(head + rest)
