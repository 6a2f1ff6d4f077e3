from typing import Any

import pytest

from workbench.errors import WorkbenchError
from workbench.formats.notations import ROWS, VARIABLES
from workbench.formats.rows import (
    are_grouped,
    decode_rows,
    distinct,
    encode_group,
    encode_list,
    encode_rows,
    groups,
)
from workbench.formats.typed import Source
from workbench.model import Row, Variable

SOURCE = Source("[params]\na = 1\n", "a.toml")


def rows(value: Any) -> tuple[Row, ...]:
    return decode_rows(value, SOURCE, ("params",), ROWS)


def test_all_forms_of_a_row() -> None:
    assert rows(
        {
            "page": 1,
            "tag": ["a", {"value": "b", "enabled": False}],
            "debug": {"value": True},
            "gone": {"remove": True},
            "none": [],
        }
    ) == (
        Row("page", "1"),
        Row("tag", "a"),
        Row("tag", "b", enabled=False),
        Row("debug", "true"),
        Row("gone", removed=True),
    )


def test_a_list_of_tables_keeps_any_order() -> None:
    mixed = (Row("a", "1"), Row("b", "2", enabled=False), Row("a", "3"))

    assert not are_grouped(mixed)
    assert rows(encode_list(mixed, ROWS)) == mixed
    assert encode_rows(mixed, ROWS) == encode_list(mixed, ROWS)
    assert encode_rows(mixed[:2], ROWS) == {"a": "1", "b": {"value": "2", "enabled": False}}


@pytest.mark.parametrize(
    "value",
    ["x", {"a": [[1]]}, {"a": {"value": []}}, {"a": {"enabled": "no"}}, [1], [{"value": "x"}]],
    ids=repr,
)
def test_what_is_no_row_is_refused(value: Any) -> None:
    with pytest.raises(WorkbenchError, match=r"a\.toml:\d"):
        rows(value)


def test_rows_of_one_name_share_a_list() -> None:
    two = [Row("a", "1"), Row("a", "2")]

    assert groups([*two, Row("b")]) == {"a": two, "b": [Row("b")]}
    assert encode_group(two, ROWS) == ["1", "2"]
    assert encode_group(two[:1], ROWS) == "1"


def test_a_variable_is_there_once() -> None:
    with pytest.raises(WorkbenchError, match='the name "a" is there twice'):
        encode_rows((Variable("a", 1), Variable("b"), Variable("a", 2)), VARIABLES)
    with pytest.raises(WorkbenchError, match="must be a table"):
        decode_rows([{"name": "a"}], SOURCE, ("params",), VARIABLES)


def test_two_of_one_name_are_refused_where_names_are_keys() -> None:
    rows = (Row("a", "1"), Row("b", "2"))
    assert distinct(rows) == rows
    with pytest.raises(WorkbenchError, match='the name "a" is there twice'):
        distinct((*rows, Row("a", "3")))
