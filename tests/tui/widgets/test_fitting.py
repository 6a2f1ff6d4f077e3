from hypothesis import given
from hypothesis import strategies as st

from workbench.tui.widgets.fitting import in_view


def test_what_fits_is_in_view_as_it_was() -> None:
    widths = [4, 4, 4, 4, 4]

    assert in_view(widths, 0, 0, 12) == (0, 2)
    assert in_view(widths, 2, 0, 12) == (0, 2)
    assert in_view(widths, 3, 0, 12) == (1, 3)
    assert in_view(widths, 2, 1, 12) == (1, 3)
    assert in_view(widths, 0, 3, 12) == (0, 2)
    assert in_view(widths, 4, 4, 12) == (2, 4)


@given(st.lists(st.integers(1, 30), min_size=1, max_size=40), st.data(), st.integers(1, 90))
def test_as_many_as_possible_are_in_view(widths: list[int], data: st.DataObject, room: int) -> None:
    places = st.integers(0, len(widths) - 1)
    at, before = data.draw(places), data.draw(places)
    first, last = in_view(widths, at, before, room)

    assert first <= at <= last
    assert sum(widths[first : last + 1]) <= max(room, widths[at])
    if last < len(widths) - 1:
        assert sum(widths[first : last + 2]) > room
    else:
        assert first == 0 or sum(widths[first - 1 : last + 1]) > room
