import base64
import re
from io import BytesIO

import pytest
from PIL import Image
from rich.cells import cell_len

from workbench.bodies.kitty import forgotten, kitty_picture

from .growing import Grown
from .test_pictures import packed

COMMAND = re.compile(r"\x1b_G([a-zA-Z0-9=,]+);([A-Za-z0-9+/=]*)\x1b\\")


def noise(width: int, height: int) -> Grown:
    return packed(Image.effect_noise((width, height), 90).convert("RGB"))


def test_a_picture_goes_out_in_pieces_of_base64_and_nothing_else() -> None:
    commands, _ = kitty_picture(noise(300, 200), 0xABCDEF, 40)
    found = [COMMAND.fullmatch(command) for command in commands]

    assert all(found)
    keys, data = [match[1] for match in found if match], [match[2] for match in found if match]
    assert keys[0] == "a=T,U=1,f=100,i=11259375,c=40,r=14,q=2,m=1"
    assert set(keys[1:-1]) == {"m=1"}
    assert keys[-1] == "m=0"
    assert max(map(len, data)) == 4096
    assert Image.open(BytesIO(base64.b64decode("".join(data)))).size == (400, 267)


def test_each_cell_tells_its_part_of_the_picture() -> None:
    _, lines = kitty_picture(noise(30, 40), 0x0000FF, 3)

    assert [kind for line in lines for kind, _ in line] == ["#0000ff"] * 2
    assert lines[1][0][1] == ("\U0010eeee\u030d\u0305\U0010eeee\u030d\u030d\U0010eeee\u030d\u030e")
    assert [cell_len(line[0][1]) for line in lines] == [3, 3]


def test_text_within_a_picture_never_reaches_the_terminal() -> None:
    file, image = BytesIO(), Image.new("RGB", (2, 2))
    image.save(file, "GIF", comment=b"\x1b]0;evil\x07\x1b\\\x1b[2J")
    commands, _ = kitty_picture(Grown(file.getvalue()), 1, 10)

    assert all(COMMAND.fullmatch(command) for command in commands)
    assert b"evil" not in base64.b64decode("".join(c.split(";")[1][:-2] for c in commands))


def test_what_is_no_picture_is_refused_and_a_picture_can_be_forgotten() -> None:
    with pytest.raises(ValueError, match="cannot be shown"):
        kitty_picture(Grown(b"GIF89a"), 1, 10)
    assert forgotten(7) == "\x1b_Ga=d,d=I,i=7,q=2\x1b\\"
