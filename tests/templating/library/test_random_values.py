import random
from collections import Counter
from uuid import UUID

import pytest

from workbench.templating import Ambient, Resolver
from workbench.templating.library.random_values import random_int

from ..moment import NOON, fill, problems


def test_a_uuid_is_random_or_sorts_by_time() -> None:
    random_one, timely = UUID(fill("{{uuid()}}").text), UUID(fill("{{uuid(version=7)}}").text)

    assert (random_one.version, timely.version) == (4, 7)
    assert random_one.variant == timely.variant == "specified in RFC 4122"
    assert timely.int >> 80 == NOON.timestamp() * 1000


def test_every_number_is_as_likely_as_any_other() -> None:
    dice = random.Random(7)
    ambient = Ambient(NOON, dice.randbytes)

    counts = Counter(random_int(ambient, -1, 3) for _ in range(5000))

    assert set(counts) == {-1, 0, 1, 2, 3}
    assert all(850 < count < 1150 for count in counts.values())


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("{{random_int(5, 5)}}", 5),
        ("{{random_float(2, 3, digits=1)}}", 2.0),
        ("{{random_string(3)}}", "AAA"),
        ("{{random_string(0)}}", ""),
        ("{{random_hex(3)}}", "000"),
        ("{{random_bool()}}", False),
        ("{{random_choice('a', 'b')}}", "a"),
    ],
)
def test_values_of_the_lowest_chance(text: str, value: object) -> None:
    resolving = Resolver([], ambient=Ambient(NOON, bytes))

    assert resolving.value(text, "url").value == value


@pytest.mark.parametrize(
    "text",
    [
        "{{uuid(version=1)}}",
        "{{random_int(2, 1)}}",
        "{{random_float(2, 1)}}",
        "{{random_string(1000000000)}}",
        "{{random_string(3, '')}}",
        "{{random_hex(-1)}}",
        "{{random_choice()}}",
    ],
)
def test_impossible_wishes_are_told(text: str) -> None:
    assert len(problems(text)) == 1
