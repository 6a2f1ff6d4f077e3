from hypothesis import given
from hypothesis import strategies as st

from workbench.bodies.utf8 import boundary


@given(st.text(min_size=1), st.integers(min_value=4))
def test_a_cut_at_the_boundary_leaves_both_sides_readable(text: str, at: int) -> None:
    data = text.encode()
    cut = boundary(data, at % (len(data) + 1), -1)

    assert data[:cut].decode() + data[cut:].decode() == text


def test_bytes_that_are_no_characters_are_cut_where_asked() -> None:
    assert boundary(b"\x80" * 20, 10) == 10
    assert boundary(b"a\x80\x80\x80\x80", 3) == 3


def test_a_cut_never_falls_back_to_the_start() -> None:
    assert boundary("a漢".encode(), 3, 1) == 3
