"""Pictures by the graphics protocol of Kitty, as cells that any program can lay out.

A picture goes to the terminal once, under a number. Where it is to be seen stand placeholders:
characters whose marks tell the part of the picture, in a colour that is the number. They scroll,
clip and are overdrawn like text. Nothing of the data reaches the terminal but pixels: the
picture is unpacked and packed anew, and goes out in base64.
"""

import base64
import io
from collections.abc import Iterator

from workbench.model import Bytes

from .half_blocks import HEIGHT, WIDTH
from .index import Line
from .pictures import small_picture

CELL = 10, 20
"""Pixels that a cell is taken to have; the terminal fits the picture to the real ones."""

_PLACEHOLDER = "\U0010eeee"
_PIECE = 4096  # characters of base64 in one command
# The marks for 0, 1, 2 …, as the protocol lists them.
_MARKS = (
    "\u0305\u030d\u030e\u0310\u0312\u033d\u033e\u033f\u0346\u034a\u034b\u034c\u0350\u0351\u0352"
    "\u0357\u035b\u0363\u0364\u0365\u0366\u0367\u0368\u0369\u036a\u036b\u036c\u036d\u036e\u036f"
    "\u0483\u0484\u0485\u0486\u0487\u0592\u0593\u0594\u0595\u0597\u0598\u0599\u059c\u059d\u059e"
    "\u059f\u05a0\u05a1\u05a8\u05a9\u05ab\u05ac\u05af\u05c4\u0610\u0611\u0612\u0613\u0614\u0615"
    "\u0616\u0617\u0657\u0658\u0659\u065a\u065b\u065d\u065e\u06d6\u06d7\u06d8\u06d9\u06da\u06db"
    "\u06dc"
)


def kitty_picture(source: Bytes, number: int, columns: int) -> tuple[list[str], list[Line]]:
    """Return the commands that give a picture to a terminal, and the lines that show it.

    `number` has 24 bits. Raises ValueError, with words for people, if there is none to show.
    """
    wide = max(1, min(columns, WIDTH, len(_MARKS)))
    picture = small_picture(source, wide * CELL[0], HEIGHT * CELL[1])
    packed = io.BytesIO()
    picture.save(packed, "PNG")
    width = -(-picture.width // CELL[0])
    height = -(-picture.height // CELL[1])
    return (
        list(_commands(packed.getvalue(), number, width, height)),
        list(_placeholders(number, width, height)),
    )


def forgotten(number: int) -> str:
    """Return the command that lets a terminal forget a picture."""
    return f"\x1b_Ga=d,d=I,i={number},q=2\x1b\\"


def _commands(png: bytes, number: int, width: int, height: int) -> Iterator[str]:
    text = base64.b64encode(png).decode("ascii")
    for at in range(0, len(text), _PIECE):
        keys = f"a=T,U=1,f=100,i={number},c={width},r={height},q=2," if at == 0 else ""
        more = int(at + _PIECE < len(text))
        yield f"\x1b_G{keys}m={more};{text[at : at + _PIECE]}\x1b\\"


def _placeholders(number: int, width: int, height: int) -> Iterator[Line]:
    for row in range(height):
        cells = (f"{_PLACEHOLDER}{_MARKS[row]}{_MARKS[column]}" for column in range(width))
        yield ((f"#{number:06x}", "".join(cells)),)
