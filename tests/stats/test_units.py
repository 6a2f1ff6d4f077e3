import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.stats import duration, size


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (None, "–"),
        (0.0, "0 µs"),
        (0.00084, "840 µs"),
        (0.0009996, "1.00 ms"),
        (0.01234, "12.3 ms"),
        (0.9994, "999 ms"),
        (0.9996, "1.00 s"),
        (12.34, "12.3 s"),
        (99.96, "1 m 40 s"),
        (125.4, "2 m 05 s"),
        (7200.0, "120 m 00 s"),
    ],
)
def test_durations_have_three_figures(seconds: float | None, text: str) -> None:
    assert duration(seconds) == text


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (0, "0 B"),
        (999, "999 B"),
        (1000, "1.00 kB"),
        (12_345, "12.3 kB"),
        (999_499, "999 kB"),
        (999_500, "1.00 MB"),
        (10**18, "1,000 PB"),
    ],
)
def test_sizes_have_three_figures(count: int, text: str) -> None:
    assert size(count) == text


@given(st.floats(min_value=0, max_value=5999), st.integers(min_value=0, max_value=10**17))
def test_texts_fit_a_column(seconds: float, count: int) -> None:
    assert len(duration(seconds)) <= 9
    assert len(size(count)) <= 7
