from workbench.formats.fields import encode_fields, field_values
from workbench.model import Baseline


def test_a_table_has_what_differs_from_the_defaults() -> None:
    assert encode_fields(Baseline()) == {}
    assert encode_fields(Baseline(ignore=("$.id",))) == {"ignore": ["$.id"]}


def test_values_are_all_fields_as_a_file_holds_them() -> None:
    assert field_values(Baseline(ignore=("$.id",))) == {
        "file": "",
        "ignore": ["$.id"],
        "headers": [],
        "unordered": [],
        "tolerance": 0.0,
    }
