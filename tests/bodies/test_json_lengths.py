import json

import pytest

from workbench.bodies.decoded import Held
from workbench.bodies.json_lengths import JsonLengths


@pytest.mark.parametrize("count", [0, 1, 2, 7, 100, 5_000, 60_000])
@pytest.mark.parametrize("item", [1, 'a ]\\" [', [], [1, [2, {"a": []}]], {"b": [1, 2]}])
def test_elements_are_counted_whatever_they_are(count: int, item: object) -> None:
    data = b"[7, " + json.dumps([item] * count).encode() + b", 8]"
    lengths = JsonLengths(Held(data))

    assert lengths.length_of(4) == count
    assert lengths.length_of(0) == 3


def test_an_index_is_made_once_and_tells_of_its_steps() -> None:
    steps: list[int] = []
    data = b"[" + b"1," * 200_000 + b"1]"
    lengths = JsonLengths(Held(data), lambda: steps.append(1))

    assert [lengths.length_of(0), lengths.length_of(0)] == [200_001, 200_001]
    assert 0 < len(steps) < 10


@pytest.mark.parametrize(
    ("data", "problem"), [(b"[1, 2", "never closed"), (b"[" * 100_000, "nested too deeply")]
)
def test_arrays_without_an_end_are_refused(data: bytes, problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        JsonLengths(Held(data)).length_of(0)
