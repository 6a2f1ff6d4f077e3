from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workbench.errors import WorkbenchError
from workbench.formats.folder_edit import edit_folder
from workbench.formats.folder_toml import FolderFile, decode_folder
from workbench.model import BearerAuth, Defaults, Options, Row, Variable

from .odd_files import AUTHS, OPTIONS, ROWS, TEXTS, VARIABLES, odd_folders

FILES = st.builds(
    FolderFile,
    name=TEXTS,
    description=TEXTS,
    order=st.lists(TEXTS, max_size=3).map(tuple),
    defaults=st.builds(Defaults, ROWS, AUTHS, OPTIONS, VARIABLES),
)
FILE = """\
format = 1
name   = 'Shop' # shown
x-own = { kept = true }

# What every request sends.
[headers]
Accept = "application/json" # one

[variables]
limit = 20 # rows
"""


OWN = {"name", "description", "order"}


def edited(text: str = FILE, **changes: Any) -> str:
    """Return the text after changing the file's fields, or those of its defaults."""
    old = decode_folder(text, "f.toml", root=False)
    own = {name: change for name, change in changes.items() if name in OWN}
    inner = {name: change for name, change in changes.items() if name not in own}
    return edit_folder(text, replace(old, defaults=replace(old.defaults, **inner), **own))


@given(st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_edit_of_any_file_reads_back(data: st.DataObject) -> None:
    old, new = data.draw(FILES), data.draw(FILES)
    file = data.draw(odd_folders(old))

    assert edit_folder(file.text, decode_folder(file.text, "f", root=False)) == file.text
    assert decode_folder(edit_folder(file.text, new), "f", root=False) == new


def test_each_default_changes_in_its_line() -> None:
    assert edited(variables=(Variable("limit", 30),)) == FILE.replace("20", "30")
    assert edited(headers=(Row("Accept", "*/*"),)) == FILE.replace("application/json", "*/*")
    assert edited(name="Store") == FILE.replace("'Shop'", "'Store'")


def test_new_defaults_stand_where_they_usually_do() -> None:
    new: dict[str, Any] = {"auth": BearerAuth("{{token}}"), "options": Options(timeout=5)}
    text = edited(**new, description="All.\nOf it.")

    assert "# shown\ndescription = '''\nAll.\nOf it.'''\nx-own" in text
    order = [text.index(f"[{name}]") for name in ("headers", "auth", "options", "variables")]
    assert order == sorted(order)


def test_what_cannot_be_written_is_refused() -> None:
    with pytest.raises(WorkbenchError, match="is there twice"):
        edited(variables=(Variable("a"), Variable("a")))


def test_the_order_changes_item_by_item() -> None:
    text = '\ufeffformat = 1\norder = [\n  "a", # first\n]\n'

    assert edited(text, order=("a",)) == text
    assert edited(text, order=("a", "b")) == (
        '\ufeffformat = 1\norder = [\n  "a", # first\n  "b",\n]\n'
    )


def test_a_first_order_stands_below_the_name() -> None:
    assert edited("name = 'x' # c\n[headers]\n", order=("a",)) == (
        "name = 'x' # c\norder = [\"a\"]\n[headers]\n"
    )


def test_the_name_changes_in_its_line() -> None:
    assert edited("name = 'x' # c\n", name="y") == "name = 'y' # c\n"
    assert edited("name = 'x'", name="x") == "name = 'x'"
