from io import BytesIO

from PIL import Image

from tests.bodies.viewing import shown


def test_an_image_shows_its_facts_and_itself() -> None:
    file = BytesIO()
    Image.new("RGB", (4, 2)).save(file, "PNG")

    rows = shown(file.getvalue())
    assert rows[:3] == ["image    PNG", "size     4 × 2 pixels", "colours  RGB, 8 bits"]
    assert rows[-1] == "▀" * 32
