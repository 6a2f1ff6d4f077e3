from collections.abc import Callable
from decimal import Decimal

import pytest

from workbench.errors import WorkbenchError
from workbench.formats.data_rows import DataRows, decode_csv, decode_json

NO_ROW = (
    "d: there is no row of data\n"
    "hint: all is sent once for each row; the first line of CSV names the variables"
)


def test_a_csv_file_names_its_variables_in_the_first_line() -> None:
    text = '\ufeffuser, age\r\nada,36\n\n"Grace ""G"", H",85\n'

    assert decode_csv(text, "d.csv") == (
        {"user": "ada", "age": "36"},
        {"user": 'Grace "G", H', "age": "85"},
    )


@pytest.mark.parametrize("mark", [";", "\t"])
def test_a_first_line_without_commas_says_what_separates(mark: str) -> None:
    text = f'\ufeff\nuser{mark}note\r\nada{mark}"a, b"\r\n'

    assert decode_csv(text, "d.csv") == ({"user": "ada", "note": "a, b"},)
    assert decode_csv("a,b;c\n1,2;3\n", "d.csv") == ({"a": "1", "b;c": "2;3"},)


def test_a_json_file_keeps_the_types_of_its_values() -> None:
    text = '[{"user": "ada", "age": 36, "score": 1.10, "tags": ["a"]}]'

    assert decode_json(text, "d.json") == (
        {"user": "ada", "age": 36, "score": Decimal("1.10"), "tags": ["a"]},
    )


@pytest.mark.parametrize(
    ("decode", "text", "told"),
    [
        (
            decode_csv,
            "a,b\n1,2\n1,2,3\n",
            "d:3: 3 values for 2 columns\nhint: the columns are: a, b",
        ),
        (
            decode_csv,
            "a,,b\n",
            "d:1: column 2 has no name\nhint: the first line names the variables",
        ),
        (
            decode_csv,
            "a,a\n",
            'd:1: two columns are named "a"\nhint: each one is a variable of that name',
        ),
        (decode_csv, 'a\n"x\n', "d:2: not valid CSV: unexpected end of data"),
        (decode_csv, "a,b\n", NO_ROW),
        (decode_csv, "", NO_ROW),
        (decode_json, "[]", NO_ROW),
        (decode_json, '[{"a": 1},\n x]', "d:2:2: not valid JSON: expecting value"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(
    decode: Callable[[str, str], DataRows], text: str, told: str
) -> None:
    with pytest.raises(WorkbenchError) as caught:
        decode(text, "d")

    assert str(caught.value).startswith(told)


@pytest.mark.parametrize(
    ("text", "what"), [('{"a": 1}', "the data is no list"), ("[{}, 1]", "row 2 of the data is no")]
)
def test_json_that_is_no_list_of_objects_is_refused(text: str, what: str) -> None:
    with pytest.raises(WorkbenchError, match=what):
        decode_json(text, "d.json")


def test_what_python_itself_refuses_is_a_problem_as_well() -> None:
    for text, what in (("[" * 100_000, "nested too deeply"), (f"[{'9' * 5000}]", "too long")):
        with pytest.raises(WorkbenchError, match=what):
            decode_json(text, "d.json")
