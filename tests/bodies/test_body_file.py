import io

import pytest

from workbench.bodies.body_file import BodyFile

from .growing import Grown


def test_a_body_is_read_like_a_file() -> None:
    file = BodyFile(Grown(b"0123456789"))

    assert file.readable()
    assert file.seekable()
    assert file.read(3) == b"012"
    assert file.seek(-2, io.SEEK_END) == 8
    assert (file.read(), file.tell()) == (b"89", 10)
    assert file.seek(-5, io.SEEK_CUR) == 5
    with pytest.raises(ValueError, match="before the start"):
        file.seek(-1)
