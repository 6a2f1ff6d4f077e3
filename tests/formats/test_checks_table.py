from typing import Any

import pytest

from workbench.errors import WorkbenchError
from workbench.formats.checks_table import (
    decode_baseline,
    decode_checks,
    encode_baseline,
    encode_check,
    encode_checks,
    encode_expect,
    encode_retry,
)
from workbench.formats.typed import Source
from workbench.formats.write import value
from workbench.model import Baseline, Check, CheckRetry, Checks

SOURCE = Source("[checks]\nexpect = 1\n[baseline]\nignore = 1\n", "a.toml")


@pytest.mark.parametrize(
    "checks",
    [
        Checks(),
        Checks((Check("status == 200"), Check("a", enabled=False), Check("b", description="why"))),
        Checks((), CheckRetry(3)),
        Checks((Check("x"),), CheckRetry(0, 2.5)),
    ],
    ids=repr,
)
def test_checks_read_back(checks: Checks) -> None:
    assert decode_checks(encode_checks(checks), SOURCE) == checks


def test_each_check_has_a_line_of_its_own() -> None:
    checks = Checks((Check("status == 200"), Check("x", enabled=False)))

    assert value(encode_expect(checks.expect)) == (
        '[\n  "status == 200",\n  { check = "x", enabled = false },\n]'
    )
    assert value(encode_expect(())) == "[]"


def test_a_check_is_its_text_unless_it_needs_more() -> None:
    assert encode_check(Check("status == 200")) == "status == 200"
    assert encode_check(Check("x", enabled=False)) == {"check": "x", "enabled": False}
    assert encode_retry(CheckRetry(2)) == {"times": 2, "interval": 1.0}


@pytest.mark.parametrize(
    "baseline", [None, Baseline(), Baseline("b.toml", ("$.id",), ("etag",), ("$.tags",), 0.5)]
)
def test_a_baseline_reads_back(baseline: Baseline | None) -> None:
    table = encode_baseline(baseline)

    assert bool(table) == (baseline is not None)
    assert decode_baseline(table or None, SOURCE) == baseline


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({"expect": "x"}, 'a.toml:2: "checks.expect" must be a list'),
        ({"expect": [{"enabled": True}]}, "a.toml:2: every item"),
        ({"expect": [{"check": 1}]}, 'a.toml:2: "checks.expect.check" must be text'),
        ({"retry": {"times": -1}}, 'a.toml:1: "times" must be zero or more'),
        ({"retry": {"interval": float("inf")}}, 'a.toml:1: "interval" must be zero or more'),
    ],
    ids=repr,
)
def test_wrong_checks_are_placed(table: Any, message: str) -> None:
    with pytest.raises(WorkbenchError, match=message):
        decode_checks(table, SOURCE)


def test_a_wrong_item_is_placed_at_its_own_line() -> None:
    source = Source("[checks]\nexpect = [\n  'a',\n  1,\n]\n", "a.toml")

    with pytest.raises(WorkbenchError, match=r"a\.toml:4: every item"):
        decode_checks({"expect": ["a", 1]}, source)


def test_a_wrong_baseline_is_placed() -> None:
    with pytest.raises(WorkbenchError, match=r'a\.toml:4: "baseline.ignore" must be a list'):
        decode_baseline({"ignore": 1}, SOURCE)
    with pytest.raises(WorkbenchError, match='"tolerance" must be zero or more'):
        decode_baseline({"tolerance": -1}, SOURCE)
