"""Pictures in half blocks: two pixels in each cell of a terminal. Needs the extra `images`."""

from collections.abc import Iterator
from io import BufferedReader
from itertools import groupby

from workbench.model import Bytes

from .body_file import BodyFile
from .index import Line

WIDTH = 76
"""Cells that a picture is wide at most."""

HEIGHT = 32
"""Cells that a picture is high at most."""

MOST_PIXELS = 40_000_000
"""Larger pictures are not unpacked."""

_FORMATS = ("PNG", "JPEG", "GIF", "WEBP")
_BEHIND = (128, 128, 128)  # what transparent parts show


def picture_lines(source: Bytes) -> Iterator[Line]:
    """Yield the lines of a picture, or one that says why there is none."""
    try:
        from PIL import Image
    except ImportError:
        yield (("more", "install workbench[images] to see it here"),)
        return
    try:
        with Image.open(BufferedReader(BodyFile(source)), formats=_FORMATS) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                yield (("more", "too many pixels to show"),)
                return
            opened.draft("RGB", (2 * WIDTH, 4 * HEIGHT))
            small = opened.convert("RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        yield (("more", f"it cannot be shown: {error}".partition("\n")[0]),)
        return
    scale = min(WIDTH / small.width, 2 * HEIGHT / small.height, 8)
    size = max(1, round(small.width * scale)), max(1, round(small.height * scale))
    small = small.resize(size, Image.Resampling.BOX if scale < 1 else Image.Resampling.NEAREST)
    flat = Image.new("RGBA", small.size, (*_BEHIND, 255))
    flat.alpha_composite(small)
    pixels = flat.convert("RGB").tobytes()
    width, height = small.size
    for top in range(0, height, 2):
        cells = (_colors(pixels, width, height, x, top) for x in range(width))
        yield tuple((colors, "▀" * len(list(run))) for colors, run in groupby(cells))


def _colors(pixels: bytes, width: int, height: int, x: int, top: int) -> str:
    bottom = min(top + 1, height - 1)
    upper, lower = ((y * width + x) * 3 for y in (top, bottom))
    return f"#{pixels[upper : upper + 3].hex()}/#{pixels[lower : lower + 3].hex()}"
