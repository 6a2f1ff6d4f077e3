from typing import Any

import pytest

from workbench.errors import WorkbenchError
from workbench.formats.rows import (
    are_grouped,
    decode_rows,
    encode_group,
    encode_list,
    encode_row,
    groups,
    row_flags,
)
from workbench.formats.typed import Source
from workbench.model import Row

SOURCE = Source("[params]\na = 1\n", "a.toml")


def rows(value: Any) -> tuple[Row, ...]:
    return decode_rows(value, SOURCE, ("params",))


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
    assert rows(encode_list(mixed)) == mixed


@pytest.mark.parametrize(
    "value",
    ["x", {"a": [[1]]}, {"a": {"value": []}}, {"a": {"enabled": "no"}}, [1], [{"value": "x"}]],
    ids=repr,
)
def test_what_is_no_row_is_refused(value: Any) -> None:
    with pytest.raises(WorkbenchError, match=r"a\.toml:\d"):
        rows(value)


def test_a_row_is_written_as_short_as_it_can_be() -> None:
    assert encode_row(Row("a", "1")) == "1"
    assert encode_row(Row("a", "1", enabled=False)) == {"value": "1", "enabled": False}
    assert row_flags(Row("a", removed=True)) == {"remove": True}
    assert row_flags(Row("a", "x", removed=True)) == {"value": "x", "remove": True}


def test_rows_of_one_name_share_a_list() -> None:
    two = [Row("a", "1"), Row("a", "2")]

    assert groups([*two, Row("b")]) == {"a": two, "b": [Row("b")]}
    assert encode_group(two) == ["1", "2"]
    assert encode_group(two[:1]) == "1"
