import pytest

from workbench.errors import Problem, WorkbenchError
from workbench.formats.text import MAX_BYTES, decode_text


def problem(data: bytes) -> Problem:
    with pytest.raises(WorkbenchError) as caught:
        decode_text(data, "a.toml")
    (found,) = caught.value.problems
    return found


@pytest.mark.parametrize("data", [b"", b"a\r\nb", "\ufeffé".encode(), b"\0"], ids=repr)
def test_a_text_encodes_back_to_the_same_bytes(data: bytes) -> None:
    assert decode_text(data, "a.toml").encode() == data


def test_a_byte_that_is_not_utf_8_is_placed() -> None:
    assert problem(b"a\nb\xe9\n") == Problem(
        "not UTF-8: byte 0xe9", "a.toml:2", "save it as UTF-8 in your editor"
    )


def test_utf_16_is_named() -> None:
    assert "UTF-16" in problem("name = 'x'".encode("utf-16")).what


def test_a_huge_file_is_refused() -> None:
    assert decode_text(b" " * MAX_BYTES, "a.toml")
    assert problem(b" " * (MAX_BYTES + 1)).what == "the file is larger than 4 MiB"
