import tomllib
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workbench.errors import WorkbenchError
from workbench.formats.folder_toml import decode_folder
from workbench.formats.merge import (
    ENVIRONMENT,
    FOLDER,
    merge_request_texts,
    merge_specs,
    merge_texts,
)
from workbench.formats.request_toml import decode_request

from .odd_files import SPECS, odd_files

BASE = """\
# A request.
name = "Create"
method = "POST"
url = "http://h/a"  # where
x-own = 1

[headers]
Accept = "*/*"  # any
X-A = "1"

[checks]
expect = ["status == 200"]
"""


def merged(ours: str, theirs: str, base: str = BASE) -> str:
    """Return the merge of two texts that do not conflict."""
    found = merge_request_texts(base, ours, theirs)
    assert found.conflicts == ()
    return found.text


def test_neighbouring_lines_merge_as_fields() -> None:
    ours = BASE.replace('"Create"', '"Make"').replace('X-A = "1"', 'X-A = "2"')
    theirs = BASE.replace('"POST"', "'PUT' # idempotent").replace('"*/*"', '"text/plain"')

    assert merged(ours, theirs) == (
        BASE.replace('"Create"', '"Make"')
        .replace('X-A = "1"', 'X-A = "2"')
        .replace('"POST"', "'PUT' # idempotent")
        .replace('"*/*"', '"text/plain"')
    )


def test_rows_that_both_add_at_the_end_are_both_there() -> None:
    ours = BASE.replace('X-A = "1"\n', 'X-A = "1"\nX-B = "2"  # ours\n')
    theirs = BASE.replace('X-A = "1"\n', 'X-A = "1"\nX-C = "3"  # theirs\n')

    text = merged(ours, theirs)

    assert [row.name for row in decode_request(text, "r").headers] == [
        "Accept",
        "X-A",
        "X-B",
        "X-C",
    ]
    assert "# ours" in text


def test_comments_of_both_sides_are_kept() -> None:
    ours = BASE.replace("# A request.\n", "# A request.\n# It creates.\n")
    theirs = BASE.replace("# A request.\n", "# A request.\n# Or it fails.\n").replace(
        "# any", "# all"
    )

    text = merged(ours, theirs.replace("POST", "PUT"))

    for comment in ("# It creates.\n", "# Or it fails.\n", "# all"):
        assert comment in text
    assert decode_request(text, "r").method == "PUT"


def test_unknown_keys_of_both_sides_are_kept() -> None:
    ours = BASE.replace("x-own = 1\n", "x-own = 1\nx-more = 'a'\n").replace(
        "http://h/a", "http://h/b"
    )
    theirs = BASE.replace("x-own = 1\n", "x-own = 2\n") + "\n[x-tool]\nsince = 2020-01-01\n"

    table = tomllib.loads(merged(ours, theirs))

    assert (table["x-own"], table["x-more"], table["url"]) == (2, "a", "http://h/b")
    assert str(table["x-tool"]["since"]) == "2020-01-01"


def test_keys_of_unknown_tables_merge_one_by_one() -> None:
    base = BASE + "\n[x-tool]\na = 1\nb = 1\nc = 1\n"
    ours = base.replace("a = 1", "a = 2").replace("Create", "Make")
    theirs = base.replace("b = 1", "b = 2").replace("c = 1\n", "d = 4\n")

    assert tomllib.loads(merged(ours, theirs, base))["x-tool"] == {"a": 2, "b": 2, "d": 4}


def test_a_conflict_keeps_ours_and_shows_both() -> None:
    ours, theirs = (BASE.replace("http://h/a", url) for url in ("http://o", "http://t"))
    ours = ours.replace("x-own = 1", "x-own = 2")
    theirs = theirs.replace("x-own = 1", "x-own = 3")

    found = merge_request_texts(BASE, ours, theirs)

    assert found.text == ours
    assert [(it.field, it.ours, it.theirs) for it in found.conflicts] == [
        ("url", '"http://o"', '"http://t"'),
        ("x-own", "2", "3"),
    ]
    choice = merge_request_texts(BASE, ours, theirs, {"url": "theirs", "x-own": "theirs"})
    assert (choice.text, choice.conflicts) == (theirs, ())


def test_without_a_common_version_equal_fields_agree() -> None:
    ours, theirs = 'name = "x"\nurl = "a"\n', 'name = "x"\nurl = "a"\n[headers]\nA = "1"\n'

    assert merged(ours, theirs, base="") == theirs


def test_order_lists_and_environments_merge() -> None:
    base = 'format = 1\norder = ["a"]\n'
    found = merge_texts(
        FOLDER, base, base.replace('"a"', '"a", "b"'), base.replace('"a"', '"a", "c"')
    )
    assert decode_folder(found.text, "f", root=True).order == ("a", "b", "c")
    assert found.conflicts == ()

    base = "[variables]\na = 1\n[secrets]\n"
    ours, theirs = base.replace("1", "2"), base + 't = "env:T"\n'
    assert (
        merge_texts(ENVIRONMENT, base, ours, theirs).text
        == '[variables]\na = 2\n[secrets]\nt = "env:T"\n'
    )


def test_a_side_that_cannot_be_read_is_named() -> None:
    with pytest.raises(WorkbenchError, match="theirs:1"):
        merge_request_texts(BASE, BASE + "# x\n", "name = \n")


@given(st.data())
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_the_merge_of_any_texts_says_the_merge_of_what_they_say(data: st.DataObject) -> None:
    specs = [data.draw(SPECS) for _ in range(3)]
    base, ours, theirs = (data.draw(odd_files(spec)).text for spec in specs)

    found = merge_request_texts(base, ours, theirs)

    spec, conflicts = merge_specs(specs[0], specs[1], specs[2])
    assert replace(decode_request(found.text, "r"), unsupported=()) == spec
    assert found.conflicts[: len(conflicts)] == conflicts
    assert merge_request_texts(base, ours, base).text == ours
    assert merge_request_texts(base, base, theirs).text == theirs
