from typing import get_args

import pytest

from workbench.formats.file_kinds import READINGS, FileKind
from workbench.formats.shape import Shape

TEXTS: dict[FileKind, str] = {
    "request": "url = 'http://h'",
    "folder": "name = 'x'",
    "collection": "format = 1",
    "environment": "color = 'red'",
    "settings": "theme = 'ember'",
    "theme": "name = 'x'\n[colors]\nprimary = '#123456'",
}


def test_every_kind_of_file_is_there() -> None:
    assert tuple(READINGS) == get_args(FileKind) == tuple(TEXTS)


@pytest.mark.parametrize("kind", READINGS)
def test_every_kind_is_read_and_has_a_shape(kind: FileKind) -> None:
    reading = READINGS[kind]

    assert reading.decode(TEXTS[kind], "a.toml") is not None
    assert isinstance(reading.shape({}), Shape)
