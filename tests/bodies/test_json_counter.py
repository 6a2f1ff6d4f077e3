import json

from hypothesis import given
from hypothesis import strategies as st

from workbench.bodies.json_counter import Place, RowCounter

from .growing import JSON_VALUES, json_rows


@given(JSON_VALUES, st.integers(1, 30))
def test_rows_are_counted_in_blocks_of_any_size(value: object, size: int) -> None:
    data, counter = json.dumps(value).encode(), RowCounter()
    for at in range(0, len(data), size):
        counter.feed(data[at : at + size])

    assert counter.breaks + counter.started == len(json_rows(data))
    assert counter.at == len(data)


@given(JSON_VALUES, st.integers(0, 60))
def test_counting_goes_on_from_a_checkpoint(value: object, cut: int) -> None:
    data = json.dumps(value).encode()
    whole, before = RowCounter(), RowCounter()
    whole.feed(data)
    before.feed(data[:cut])
    after = RowCounter(before.checkpoint())
    after.feed(data[before.at :])

    assert after.checkpoint() == whole.checkpoint()
    assert Place.of(after.checkpoint()).depth == after.depth
