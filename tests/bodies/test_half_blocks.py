import sys
from io import BytesIO

import pytest
from PIL import Image

from workbench.bodies.half_blocks import HEIGHT, WIDTH, picture_lines

from .growing import Grown, plain


def png(image: Image.Image) -> Grown:
    file = BytesIO()
    image.save(file, "PNG")
    return Grown(file.getvalue())


def test_a_cell_holds_two_pixels() -> None:
    image = Image.new("RGB", (2, 2), (255, 0, 0))
    image.putpixel((1, 1), (0, 0, 255))
    lines = list(picture_lines(png(image)))

    assert len(lines) == 8
    assert lines[0] == (("#ff0000/#ff0000", "▀" * 16),)
    assert lines[4] == (("#ff0000/#ff0000", "▀" * 8), ("#0000ff/#0000ff", "▀" * 8))


@pytest.mark.parametrize("size", [(2000, 10), (10, 2000), (501, 499), (1, 1)])
def test_pictures_fit_in_the_room_there_is(size: tuple[int, int]) -> None:
    rows = plain(list(picture_lines(png(Image.new("RGB", size)))))

    assert 1 <= len(rows) <= HEIGHT
    assert 1 <= len(rows[0]) <= WIDTH


def test_what_is_transparent_shows_grey() -> None:
    assert next(picture_lines(png(Image.new("RGBA", (1, 1), (9, 9, 9, 0))))) == (
        ("#808080/#808080", "▀" * 8),
    )


def test_a_broken_picture_says_so() -> None:
    data = bytes(png(Image.new("RGB", (99, 99))).data)

    for broken in (data[:60], b"GIF89a", data[:40] + b"\0" * 99):
        assert plain(list(picture_lines(Grown(broken))))[0].startswith("it cannot be shown")


def test_too_many_pixels_are_not_unpacked() -> None:
    data = bytearray(png(Image.new("1", (8000, 6000))).data)

    assert plain(list(picture_lines(Grown(bytes(data))))) == ["too many pixels to show"]


def test_without_the_library_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "PIL", None)

    assert plain(list(picture_lines(Grown(b"")))) == ["install workbench[images] to see it here"]
