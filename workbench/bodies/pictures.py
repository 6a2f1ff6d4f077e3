"""Pictures, unpacked within bounds and made small. Needs the extra `images`."""

from io import BufferedReader
from typing import TYPE_CHECKING

from workbench.model import Bytes

from .body_file import BodyFile

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_PIXELS = 40_000_000
"""Larger pictures are not unpacked."""

_FORMATS = ("PNG", "JPEG", "GIF", "WEBP")
_BEHIND = (128, 128, 128)  # what transparent parts show
_MOST_ENLARGED = 8


def small_picture(source: Bytes, width: int, height: int) -> "Image":
    """Return a picture in RGB that is as large as fits in so many pixels.

    Raises ValueError, with words for people, if there is none to be shown.
    """
    try:
        from PIL import Image
    except ImportError:
        raise ValueError("install workbench[images] to see it here") from None
    try:
        with Image.open(BufferedReader(BodyFile(source)), formats=_FORMATS) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise ValueError("too many pixels to show")
            opened.draft("RGB", (2 * width, 2 * height))
            made = opened.convert("RGBA")
    except (OSError, SyntaxError, Image.DecompressionBombError) as error:
        raise ValueError(f"it cannot be shown: {error}".partition("\n")[0]) from None
    scale = min(width / made.width, height / made.height, _MOST_ENLARGED)
    size = max(1, round(made.width * scale)), max(1, round(made.height * scale))
    made = made.resize(size, Image.Resampling.BOX if scale < 1 else Image.Resampling.NEAREST)
    flat = Image.new("RGBA", made.size, (*_BEHIND, 255))
    flat.alpha_composite(made)
    return flat.convert("RGB")
