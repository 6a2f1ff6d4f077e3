import json

import pytest

from workbench.bodies.decoded import Held
from workbench.bodies.json_spans import span_in, spanned
from workbench.bodies.json_walk import Step, Walk
from workbench.checks.json_path import places
from workbench.checks.json_path_steps import way_of
from workbench.errors import WorkbenchError

DOCUMENT = {
    "a": [{"x": 1, "n": {"x": 2}}, {"x": 5, "y": [1, 2]}],
    "b": {"x": [1, 2, 3, 4]},
    "x": 9,
}
DATA = json.dumps(DOCUMENT).encode()


def found(path: str) -> list[tuple[str | int, ...]]:
    """Return the places that a way leads to, each checked against its bytes."""
    way, places = way_of(path), []
    walk = Walk([Step(*step) for step in way.steps])
    while walk.step(Held(DATA), len(DATA), is_last=True):
        pass
    for keys, start, end in walk.take():
        if way.inside is None:
            places.append(keys)
            continue
        value = spanned(DATA[start:end])
        for inner in way.inside(keys[-1] if keys else None, value):
            span_in(value, inner)
            places.append((*keys, *inner))
    return places


@pytest.mark.parametrize(
    ("path", "steps"),
    [
        ("$", 0), ("$.a", 1), ("$.a[*].x", 3), ("$..x", 1), ("$..*", 1), ("$.b.x[1:3]", 3),
        ("$.b.x[::2]", 3), ("$.b.x[1:]", 3), ("$['a'][1]['y'][0]", 4),
        ("$.a[?@.x > 1].x", 2), ("$.a[?@.n].n.x", 2), ("$..y[?@ > 1]", 2),
        # These need whole texts.
        ("$.b.x[-1]", 0), ("$.b.x[::-1]", 0), ("$['a', 'b']", 0), ("$..a..x", 0),
        ("$.a[?@.x > $.b.x[0]]", 0), ("$..[?@ > 2]", 0), ("$.a[?@.x == 1, 1]", 0),
    ],
)  # fmt: skip
def test_a_way_leads_to_what_the_query_finds(path: str, steps: int) -> None:
    assert len(way_of(path).steps) == steps
    assert sorted(found(path), key=str) == sorted(map(tuple, places(path, DOCUMENT)), key=str)


def test_what_is_no_path_is_refused() -> None:
    with pytest.raises(WorkbenchError, match="is not a JSONPath"):
        way_of("$.a[")
