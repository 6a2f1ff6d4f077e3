"""Pictures in half blocks: two pixels in each cell of a terminal. Needs the extra `images`."""

from collections.abc import Iterator
from itertools import groupby

from workbench.model import Bytes

from .index import Line
from .pictures import small_picture

WIDTH = 76
"""Cells that a picture is wide at most."""

HEIGHT = 32
"""Cells that a picture is high at most."""


def picture_lines(source: Bytes, columns: int = WIDTH) -> Iterator[Line]:
    """Yield the lines of a picture, or one that says why there is none."""
    try:
        picture = small_picture(source, min(WIDTH, columns), 2 * HEIGHT)
    except ValueError as error:
        yield (("more", str(error)),)
        return
    pixels = picture.tobytes()
    width, height = picture.size
    for top in range(0, height, 2):
        cells = (_colors(pixels, width, height, x, top) for x in range(width))
        yield tuple((colors, "▀" * len(list(run))) for colors, run in groupby(cells))


def _colors(pixels: bytes, width: int, height: int, x: int, top: int) -> str:
    bottom = min(top + 1, height - 1)
    upper, lower = ((y * width + x) * 3 for y in (top, bottom))
    return f"#{pixels[upper : upper + 3].hex()}/#{pixels[lower : lower + 3].hex()}"
