import json
from threading import Event

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.bodies.growing import JSON_VALUES
from workbench.bodies.decoded import Held
from workbench.checks.json_path import places
from workbench.engine.filters import filter_of, path
from workbench.engine.filters.path import PathFilter
from workbench.store.spool import Spool

ITEMS = json.dumps({"items": [{"id": n, "name": f"n {n}"} for n in range(300)]}).encode()


def through(data: bytes, text: str) -> PathFilter:
    """Filter a body to its end."""
    made = filter_of(Held(data), text)
    assert isinstance(made, PathFilter)
    made.start(whole=True)
    made._thread.join(20)
    assert not made.running
    return made


def output(made: PathFilter) -> bytes:
    return made.output.read(0, made.output.size)


def test_values_come_as_they_were_sent() -> None:
    made = through(rb'{"a": [1.50, "\u00e9", {"b" : 1e2}]}', "$.a[*]")

    assert output(made) == b'[1.50,\n"\\u00e9",\n{"b" : 1e2}]\n'
    assert made.told == "3 found"


@pytest.mark.parametrize(
    ("text", "told"),
    [("$.items[?@.id > 297].name", "2 found"), ("$.items[-1].id", "1 found"),
     ("$.items[*].nope", "nothing found"), ("$..id", "300 found")],
)  # fmt: skip
def test_any_query_is_answered(text: str, told: str) -> None:
    made = through(ITEMS, text)

    assert (made.told, made.problem) == (told, "")
    assert bool(output(made)) == (told != "nothing found")


def test_what_is_found_has_its_path_in_the_body() -> None:
    made = through(ITEMS, "$.items[?@.id == 7]")
    data = output(made)

    assert made.path_of(data.index(b"{"), "$[0]") == "$.items[7]"
    assert made.path_of(data.index(b'"n 7'), "$[0].name") == "$.items[7].name"
    assert made.path_of(0, "$") == ""


def test_a_body_that_grows_is_filtered_as_it_comes() -> None:
    spool, came = Spool(), Event()
    spool.append(ITEMS[:400])
    made = filter_of(spool, "$.items[*].id")
    made.start(whole=False)
    while not made.output.size:
        came.wait(0.01)
    assert made.told.endswith("found so far")
    spool.append(ITEMS[400:])
    made.finish()
    made._thread.join(20)
    assert made.told == "300 found"


@pytest.mark.parametrize(
    ("data", "problem"),
    [(b'{"a": [1', "ends before its brackets"), (b"{]", "is no JSON"), (b"[tru]", "is no JSON")],
)
def test_what_is_no_json_is_told(data: bytes, problem: str) -> None:
    assert problem in through(data, "$[?@ > 1]").problem


def test_values_that_cannot_be_held_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(path, "LARGEST", 100)

    assert "more than 0 MB at once" in through(ITEMS, "$[?@[1].id == 1]").problem
    assert through(ITEMS, "$.items[?@.id == 1]").told == "1 found"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("$.items[-1].id", [299]),
        ("$.items[-3:].id", [297, 298, 299]),
        ("$.items[:-298].id", [0, 1]),
        ("$.items[::-100].id", [99, 199, 299]),
        ("$.items[5,2,-1]['id']", [2, 5, 299]),
        ("$.items[1,1]['name','id']", [1, "n 1"]),
        ("$.items[:2].*", [0, "n 0", 1, "n 1"]),
        ("$..items[-1]..id", [299]),
        ("$.items[-301,400]", []),
    ],
)
def test_positions_from_the_end_and_unions_need_no_memory(
    text: str, found: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(path, "LARGEST", 100)

    made = through(ITEMS, text)
    assert (json.loads(output(made) or b"[]"), made.problem) == (found, "")


def test_it_is_told_that_results_come_in_the_order_of_the_body(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert json.loads(output(through(ITEMS, "$.items[5,2].id"))) == [5, 2]

    monkeypatch.setattr(path, "LARGEST", 100)
    made = through(b"[1]\n" + ITEMS + b"\n[[1, 2]]", "$[0,'items'][-1,-2]")
    assert json.loads(output(made)) == [{"id": n, "name": f"n {n}"} for n in (298, 299)] + [1, 2]
    assert made.told == "4 found, in the order of the body"
    assert made.path_of(output(made).rindex(b"2"), "$[3]") == "$[0][1]"


QUERIES = (
    "$..[-1]",
    "$[*][-2:]",
    "$..[0,-1].*",
    "$[::-2]",
    "$..*[:-1]",
    "$..['a','']",
    "$[-1:0:-1]",
)


@given(JSON_VALUES, st.sampled_from(QUERIES))
def test_what_is_found_without_memory_is_what_the_query_finds(value: object, query: str) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(path, "LARGEST", -1)
        made = through(json.dumps(value).encode(), query)
    wanted = {"$" + "".join(map(path._step, parts)) for parts in places(query, value)}
    got = {made.path_of(start, "$[0]") for start in made._starts}
    assert (made.problem, got) == ("", wanted)
    assert made._count == len(wanted)


def test_a_body_of_long_arrays_is_counted_by_an_index(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(path, "LARGEST", 100)
    rows = [{"tags": ["x" * 20, n]} for n in range(20_000)]
    made = through(json.dumps({"rows": rows, "more": [rows]}).encode(), "$..[-1].tags[-1]")

    assert json.loads(output(made)) == [19_999, 19_999]


def test_brackets_that_nest_without_end_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(path, "LARGEST", 100)

    assert "nested too deeply" in through(b"[" * 200_000 + b"]" * 200_000, "$..[-1]").problem


def test_a_filter_can_be_stopped() -> None:
    spool = Spool()
    spool.append(b"[")
    made = filter_of(spool, "$[*]")
    made.start(whole=False)
    made.stop()
    made._thread.join(20)
    assert not made.running
