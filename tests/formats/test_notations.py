import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest

from workbench.errors import WorkbenchError
from workbench.formats.notations import MESSAGES, PARTS, ROWS, SECRETS, VARIABLES
from workbench.formats.rows import Notation, decode_rows, encode_rows
from workbench.formats.toml import parse
from workbench.formats.typed import Source
from workbench.formats.write import document
from workbench.model import Message, Part, Row, SecretReference, Variable


def written(things: Sequence[Any], notation: Notation[Any]) -> str:
    """Return the lines of a table of things, after reading it back."""
    text = document({}, {("t",): encode_rows(things, notation)})
    table = parse(text, "a.toml")["t"]
    assert decode_rows(table, Source(text, "a.toml"), ("t",), notation) == tuple(things)
    return text.removeprefix("[t]\n")


def test_a_row_is_written_as_short_as_it_can_be() -> None:
    assert written([Row("a", "1")], ROWS) == 'a = "1"\n'
    assert written([Row("a", removed=True)], ROWS) == "a = { remove = true }\n"
    assert written([Row("a", "1", False, True, "why")], ROWS) == (
        'a = { value = "1", enabled = false, remove = true, description = "why" }\n'
    )


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("x", '"x"'),
        (3, "3"),
        (True, "true"),
        (1.0, "1.0"),
        (1e300, "1E+300"),
        (Decimal("1.10"), "1.10"),
        ([1, "a", [2.5]], '[1, "a", [2.5]]'),
        ({}, "{}"),
        ({"city": "Paris"}, '{ city = "Paris" }'),
        ({"value": 1}, "{ value = { value = 1 } }"),
        ({"description": "x"}, '{ value = { description = "x" } }'),
    ],
    ids=repr,
)
def test_a_variable_keeps_its_type(value: Any, text: str) -> None:
    assert written([Variable("a", value)], VARIABLES) == f"a = {text}\n"


def test_a_variable_may_be_off_or_taken_away() -> None:
    assert written([Variable("a", 1, enabled=False)], VARIABLES) == (
        "a = { value = 1, enabled = false }\n"
    )
    assert written([Variable("a", removed=True)], VARIABLES) == "a = { remove = true }\n"


@pytest.mark.parametrize("value", [None, [None], {"a": None}], ids=repr)
def test_null_is_refused(value: Any) -> None:
    with pytest.raises(WorkbenchError, match='"a" is null'):
        encode_rows([Variable("a", value)], VARIABLES)


@pytest.mark.parametrize("text", ["a = inf", "a = [nan]", "a = 1979-01-01", f"a = {1 << 64}"])
def test_a_value_that_json_cannot_say_is_refused_at_its_line(text: str) -> None:
    text = f"[t]\n{text}"

    with pytest.raises(WorkbenchError, match=r'a\.toml:2: "a" '):
        decode_rows(parse(text, "a.toml")["t"], Source(text, "a.toml"), ("t",), VARIABLES)


def test_a_part_is_a_value_or_a_file() -> None:
    assert written([Part("a", "1"), Part("b")], PARTS) == 'a = "1"\nb = ""\n'
    assert written([Part("a", file="f", filename="g", content_type="t/x")], PARTS) == (
        'a = { file = "f", filename = "g", content_type = "t/x" }\n'
    )
    assert written([Part("a", "1", enabled=False, description="d")], PARTS) == (
        'a = { value = "1", enabled = false, description = "d" }\n'
    )


def test_a_secret_is_a_reference_with_hosts_where_it_may_go() -> None:
    bound = SecretReference("b", "prompt", ("api.shop.dev",))

    assert written([SecretReference("a", "env:A"), bound], SECRETS) == (
        'a = "env:A"\nb = { source = "prompt", hosts = ["api.shop.dev"] }\n'
    )


def test_a_message_is_written_by_what_it_is() -> None:
    for message, line in (
        (Message("a", "hi"), 'text = "hi"'),
        (Message("a", "{}", "json", on_open=True), 'json = "{}"\non_open = true'),
        (Message("a", "AA==", "binary"), 'base64 = "AA=="'),
        (
            Message("a", kind="binary", file="a.bin", enabled=False),
            'file = "a.bin"\nenabled = false',
        ),
    ):
        text = document({}, {("messages",): encode_rows((message,), MESSAGES)})
        assert text == f'[[messages]]\nname = "a"\n{line}\n'
        table = parse(text, "a")["messages"]
        assert decode_rows(table, Source(text, "a"), ("messages",), MESSAGES) == (message,)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ('[[messages]]\nname = "a"\ntext = "x"\njson = "y"', r'a:4.*has "text" and "json"'),
        ('[[messages]]\nname = "a"\nbase64 = "x"\nfile = "y"', r'a:4.*has "base64" and "file"'),
        ("[messages]\na = 1", '"messages.a" must be text'),
    ],
)
def test_a_message_has_one_content(text: str, what: str) -> None:
    with pytest.raises(WorkbenchError) as caught:
        decode_rows(parse(text, "a")["messages"], Source(text, "a"), ("messages",), MESSAGES)
    problem = caught.value.problems[0]
    assert re.search(what, f"{problem.where} {problem.what}")
