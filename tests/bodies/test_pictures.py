from io import BytesIO

import pytest
from PIL import Image

from workbench.bodies import pictures
from workbench.bodies.pictures import small_picture

from .growing import Grown


def packed(image: Image.Image) -> Grown:
    file = BytesIO()
    image.save(file, "PNG")
    return Grown(file.getvalue())


@pytest.mark.parametrize(
    ("size", "fits"), [((2000, 10), (60, 1)), ((10, 2000), (1, 40)), ((2, 2), (16, 16))]
)
def test_pictures_fit_and_keep_their_shape(size: tuple[int, int], fits: tuple[int, int]) -> None:
    assert small_picture(packed(Image.new("RGB", size)), 60, 40).size == fits


def test_what_is_too_large_or_broken_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ValueError, match="it cannot be shown"):
        small_picture(Grown(b"\x89PNG\r\n\x1a\n broken"), 60, 40)
    monkeypatch.setattr(pictures, "MOST_PIXELS", 10)
    with pytest.raises(ValueError, match="too many pixels"):
        small_picture(packed(Image.new("RGB", (9, 9))), 60, 40)
