from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from workbench.bodies.image_facts import ImageFacts, format_of, image_facts

from .growing import Grown

HEADS = [b"\x89PNG\r\n\x1a\n", b"GIF89a", b"\xff\xd8\xff", b"RIFF    WEBPVP8X", b"BM"]


def picture(name: str, size: tuple[int, int] = (30, 20), mode: str = "RGB") -> bytes:
    file = BytesIO()
    Image.new(mode, size, 0).save(file, name)
    return file.getvalue()


@pytest.mark.parametrize("name", ["PNG", "GIF", "JPEG", "WebP", "BMP", "ICO", "TIFF"])
def test_the_format_and_size_are_read_from_the_head(name: str) -> None:
    size = (16, 16) if name == "ICO" else (30, 20)
    data = picture(name, size)

    assert format_of(data) == name
    found = image_facts(Grown(data))
    assert found[:3] == (name, 0, 0) if name == "TIFF" else (name, *size)


def test_the_colours_are_named() -> None:
    assert image_facts(Grown(picture("PNG", mode="RGBA"))).colors == "RGB with alpha, 8 bits"
    assert image_facts(Grown(picture("JPEG", mode="L"))).colors == "grey"


@given(st.sampled_from(HEADS), st.binary(max_size=60))
def test_a_broken_head_tells_no_more_than_the_format(head: bytes, rest: bytes) -> None:
    assert isinstance(image_facts(Grown(head + rest)), ImageFacts)
