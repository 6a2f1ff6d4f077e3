import json
from threading import Event

import pytest

from workbench.bodies.decoded import Held
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

    assert "more than 0 MB at once" in through(ITEMS, "$.items[-1]").problem
    assert through(ITEMS, "$.items[?@.id == 1]").told == "1 found"


def test_a_filter_can_be_stopped() -> None:
    spool = Spool()
    spool.append(b"[")
    made = filter_of(spool, "$[*]")
    made.start(whole=False)
    made.stop()
    made._thread.join(20)
    assert not made.running
