import tomllib
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.formats.edit_tables import Splice, table_splices
from workbench.formats.places import Places
from workbench.formats.request_edit import edit_request
from workbench.formats.request_toml import decode_request
from workbench.model import Row

FILE = """\
name = "x"

# The first.
[[params]] # one
name = "a"
value = "1"   # a
note = "kept"

[params.more]
x = 1

# The second.
[[params]]
name = "b"
value = 2

[headers]
A = "1"
"""


def edited(*rows: Row) -> str:
    return edit_request(FILE, replace(decode_request(FILE, "r"), params=rows))


A, B, C = Row("a", "1"), Row("b", "2"), Row("c", "3")


def test_a_table_changes_in_its_lines_and_keeps_what_else_it_has() -> None:
    assert edited(replace(A, value="9"), B) == FILE.replace('"1"   # a', '"9"   # a')
    assert edited(A, replace(B, value="9")) == FILE.replace("value = 2", "value = 9")
    assert edited(A, replace(B, enabled=False)) == FILE.replace(
        "value = 2\n", "value = 2\nenabled = false\n"
    )
    assert edited(replace(A, name="z"), B) == FILE.replace('"a"', '"z"')


def test_a_table_that_goes_takes_its_comments_along() -> None:
    second = '# The second.\n[[params]]\nname = "b"\nvalue = 2\n\n'
    first = FILE[FILE.index("# The first.") : FILE.index("# The second.")]

    assert edited(A) == FILE.replace(second, "")
    assert edited(B) == FILE.replace(first, "")
    assert edited() == FILE.replace(first + second, "")


def test_a_new_table_stands_where_its_row_is() -> None:
    block = '[[params]]\nname = "c"\nvalue = "3"\n'

    assert edited(A, B, C) == FILE.replace("value = 2\n", f"value = 2\n\n{block}")
    assert edited(A, C, B) == FILE.replace("x = 1\n", f"x = 1\n\n{block}")
    assert edited(C, A, B) == FILE.replace("# The first.", f"{block}\n# The first.")


@given(
    *[st.lists(st.builds(Row, st.sampled_from("ab"), st.sampled_from("12")), max_size=4)] * 2,
    st.sampled_from(["", "\n", "\n\n# end\n", "\n[z]\n"]),
)
@settings(deadline=None)
def test_rows_become_any_others(old: list[Row], new: list[Row], end: str) -> None:
    text = "\n\n".join(f'[[params]]\nname = "{row.name}"\nvalue = {row.value}' for row in old) + end
    spec = replace(decode_request(text, "r"), params=tuple(new))

    changed = edit_request(text, spec)

    assert decode_request(changed, "r") == spec
    assert ("z" in tomllib.loads(changed)) == ("[z]" in end)


@pytest.mark.parametrize("text", ["params = []\n", "[params]\n", "[[other]]\na = 1\n"])
def test_what_is_no_such_list_is_left_to_others(text: str) -> None:
    def change(rest: str, old: object, new: object) -> str:
        raise AssertionError

    assert table_splices(Places(text), ("params",), [], [{"name": "a"}], "\n", change) is None


def test_splices_come_from_the_end_of_the_text() -> None:
    tables = [{"name": "a"}, {"name": "b"}]
    text = '[[t]]\nname = "a"\n[[t]]\nname = "b"\n'
    found = table_splices(Places(text), ("t",), tables, [], "\n", lambda *_: "")

    half = len(text) // 2
    assert found == [Splice(half, len(text), ""), Splice(0, half, "")]
