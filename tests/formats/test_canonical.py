import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workbench.errors import WorkbenchError
from workbench.formats.canonical import canonical
from workbench.formats.request_toml import decode_request, encode_request

from .odd_files import SPECS, odd_files

ODD = """\
#:schema ../.schema/request.json
# All about it.

# The place.
url='http://h'   # u
x-own = 1
name  =  "Create"
# After the name.

  tags = [
    "a", # first
]

# Not about the body.

[body]   # b
text = "{}"
# The type.
type = "json"
[headers]
# One.
  B = "2"
A = "1"


C = "3"
# The end.
"""
ORDERED = """\
#:schema ../.schema/request.json
# All about it.

name = "Create"
# After the name.

tags = [
    "a", # first
]

# Not about the body.

# The place.
url = 'http://h'  # u
x-own = 1

[headers]
# One.
B = "2"
A = "1"

C = "3"
# The end.

[body]  # b
# The type.
type = "json"
text = "{}"
"""


def ordered(text: str) -> str:
    return canonical(text, "r.toml", "request")


def test_keys_and_tables_come_into_order_with_their_comments() -> None:
    assert ordered(ODD) == ORDERED
    assert decode_request(ORDERED, "r") == decode_request(ODD, "r")


def test_a_file_in_order_stays_as_it_is() -> None:
    assert ordered(ordered(ODD)) == ordered(ODD)
    assert ordered("") == ""
    assert ordered("# only this\n") == "# only this\n"


@given(SPECS)
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_new_file_is_in_order(spec: object) -> None:
    text = encode_request(spec)  # type: ignore[arg-type]

    assert ordered(text) == text


@given(st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_file_keeps_its_meaning_and_comments_and_changes_once(data: st.DataObject) -> None:
    file = data.draw(odd_files(data.draw(SPECS)))

    text = ordered(file.text)

    assert decode_request(text, "r") == decode_request(file.text, "r")
    assert ordered(text) == text
    for comment in file.comments:
        assert comment in text


def test_rows_keep_their_order_however_they_are_written() -> None:
    text = "[headers.B]\nvalue = '1'\n[headers]\nA = '2'\n[x]\n[params]\n"

    assert ordered(text) == ("[params]\n\n[headers.B]\nvalue = '1'\n\n[headers]\nA = '2'\n\n[x]\n")


def test_lists_of_tables_keep_their_order() -> None:
    text = "[[x]]\na = 1\n[x.in]\nb = 1\n[[x]]\na = 2\n[x.in]\nb = 2\n"

    assert ordered(text) == text.replace("\n[", "\n\n[")


def test_line_endings_and_the_byte_order_mark_stay() -> None:
    text = "\ufeffurl = 'u'\r\nname = 'n'\r\n"

    assert ordered(text) == "\ufeffname = 'n'\r\nurl = 'u'\r\n"


def test_what_cannot_be_read_is_refused() -> None:
    with pytest.raises(WorkbenchError, match=r"r\.toml:1"):
        ordered("name = x")


def test_other_kinds_have_their_own_order() -> None:
    assert canonical("order = []\nname = 'x'\nformat = 1\n", "c", "collection") == (
        "format = 1\nname = 'x'\norder = []\n"
    )
    assert canonical("[secrets]\n[variables]\n", "e", "environment") == (
        "[variables]\n\n[secrets]\n"
    )
