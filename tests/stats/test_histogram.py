from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.stats import Histogram

seconds = st.floats(min_value=1e-6, max_value=1e5)
shares = st.sampled_from([0.0, 0.07, 0.5, 0.9, 0.95, 0.99, 1.0])


def histogram(values: list[float]) -> Histogram:
    made = Histogram()
    for value in values:
        made.add(value)
    return made


@given(st.lists(seconds, min_size=1), shares)
def test_a_quantile_is_right_to_within_one_per_cent(values: list[float], share: float) -> None:
    exact = sorted(values)[max(1, ceil(share * len(values) - 1e-9)) - 1]

    assert histogram(values).quantile(share) == pytest.approx(exact, rel=0.01)


@given(st.lists(seconds), st.lists(seconds), st.lists(seconds))
def test_merging_in_any_order_gives_the_same(
    a: list[float], b: list[float], c: list[float]
) -> None:
    left = histogram(a).merge(histogram(b)).merge(histogram(c))
    right = histogram(a).merge(histogram(b).merge(histogram(c)))

    assert left == right == histogram([*c, *a, *b])


@given(st.lists(seconds, min_size=1))
def test_least_greatest_and_mean_are_exact(values: list[float]) -> None:
    made = histogram(values)

    assert (made.count, made.minimum, made.maximum) == (len(values), min(values), max(values))
    assert made.mean == pytest.approx(sum(values) / len(values), abs=1e-9)


@given(st.lists(seconds, min_size=1))
def test_quantiles_rise_and_stay_between_the_extremes(values: list[float]) -> None:
    made = histogram(values)
    quantiles = [made.quantile(share / 20) or 0.0 for share in range(21)]

    assert quantiles == sorted(quantiles)
    assert min(values) <= quantiles[0] <= quantiles[-1] <= max(values)


def test_without_values_there_are_no_numbers() -> None:
    empty = Histogram()

    assert (empty.count, empty.minimum, empty.maximum) == (0, None, None)
    assert empty.mean is None
    assert empty.quantile(0.5) is None


@pytest.mark.parametrize("value", [0.0, -1.0, 1e-12, 1e9])
def test_values_out_of_range_are_counted_at_its_ends(value: float) -> None:
    assert histogram([value]).quantile(0.5) == value
