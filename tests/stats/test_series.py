import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.stats import Series, Slot

finished = st.lists(
    st.tuples(st.floats(min_value=0, max_value=1e6), st.floats(min_value=0, max_value=60))
)


@given(finished)
def test_nothing_is_lost_when_slots_widen(events: list[tuple[float, float]]) -> None:
    series = Series(slots=8, width=0.5)
    for at, latency in events:
        series.add(at, latency)

    assert sum(series.counts()) == len(events)
    assert len(series.counts()) <= 8
    total = sum(mean * count for mean, count in zip(series.means(), series.counts(), strict=True))
    assert total == pytest.approx(sum(late for _, late in events))


@given(finished)
def test_slots_do_not_depend_on_the_order_of_events(events: list[tuple[float, float]]) -> None:
    forth, back = Series(slots=8), Series(slots=8)
    for at, latency in events:
        forth.add(at, latency)
    for at, latency in reversed(events):
        back.add(at, latency)

    assert (forth.width, forth.counts()) == (back.width, back.counts())
    assert forth.means() == pytest.approx(back.means())


def test_slots_say_when_and_how_long() -> None:
    series = Series(slots=4, width=1.0)
    for at, latency in [(0.1, 0.1), (0.9, 0.3), (2.5, 0.5)]:
        series.add(at, latency)

    assert series.counts() == [2, 0, 1]
    assert series.rates() == [2.0, 0.0]
    assert series.means() == pytest.approx([0.2, 0.0, 0.5])


def test_slots_widen_as_time_goes_on() -> None:
    series = Series(slots=4, width=1.0)
    series.add(0.5, 0.1)
    series.add(1.5, 0.1)
    series.add(9.0, 0.1)

    assert series.width == 4.0
    assert series.counts() == [2, 0, 1]


def test_time_before_the_start_counts_as_the_start() -> None:
    series = Series(slots=4, width=1.0)
    series.add(-0.5, 0.1)

    assert series.counts() == [1]


def test_an_empty_slot_has_no_latency() -> None:
    assert Slot().mean == 0.0


@pytest.mark.parametrize("slots", [0, 1, 7])
def test_slots_must_come_in_pairs(slots: int) -> None:
    with pytest.raises(ValueError, match="even"):
        Series(slots=slots)
