"""Edits change what they must and nothing else, whatever the file looks like."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workbench.errors import WorkbenchError
from workbench.formats.layout import sections
from workbench.formats.request_edit import edit_request
from workbench.formats.request_toml import decode_request
from workbench.formats.typed import Path
from workbench.model import (
    BasicAuth,
    BearerAuth,
    FormBody,
    InheritAuth,
    NoAuth,
    NoBody,
    Options,
    RequestSpec,
    Row,
    TextBody,
)

from .odd_files import (
    AUTHS,
    BASELINES,
    BODIES,
    CHECKS,
    MESSAGES,
    OPTIONS,
    ROWS,
    SPECS,
    TEXTS,
    VARIABLES,
    odd_files,
)

FILE = """\
# A request of the shop.
name = "Create"   # shown in the tree
url    = 'http://a/b'
colour = "unknown, kept"

# About headers.
[headers] # h
Accept   = "application/json"   # one
X-Off = { value = "1", enabled = false, note = "why" } # two
    Indented = "1"

# About the body.
[body]
type = "json"
text = '''
{"a": 1}
'''

[checks]
expect = ['status == 200']
"""


def edited(text: str = FILE, **changes: Any) -> str:
    """Return the text after changing some fields of what it says."""
    return edit_request(text, replace(decode_request(text, "r.toml"), **changes))


def rows_of(text: str, name: str = "headers") -> tuple[Row, ...]:
    rows: tuple[Row, ...] = getattr(decode_request(text, "r.toml"), name)
    return rows


@given(st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_edit_of_any_file_reads_back_as_the_spec(data: st.DataObject) -> None:
    old = data.draw(SPECS)
    file = data.draw(odd_files(old))
    assert replace(decode_request(file.text, "r.toml"), unsupported=()) == old
    other = data.draw(SPECS)
    fields = data.draw(st.sets(st.sampled_from(sorted(RequestSpec.__dataclass_fields__))))
    new = replace(old, **{name: getattr(other, name) for name in fields - {"unsupported"}})

    text = edit_request(file.text, new)

    assert replace(decode_request(text, "r.toml"), unsupported=()) == new
    for (table, key), line in file.lines.items():
        if not table and getattr(old, key, None) == getattr(new, key, None):
            assert line.replace("\n", "\r\n" if "\r\n" in file.text else "\n") in text


@given(st.data())
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_file_without_changes_comes_back_byte_for_byte(data: st.DataObject) -> None:
    spec = data.draw(SPECS)
    text = data.draw(odd_files(spec)).text

    assert edit_request(text, decode_request(text, "r.toml")) == text


@given(st.data())
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_changing_one_row_leaves_all_other_lines_alone(data: st.DataObject) -> None:
    spec = data.draw(SPECS.filter(lambda spec: bool(spec.headers)))
    file = data.draw(odd_files(spec))
    at = data.draw(st.integers(0, len(spec.headers) - 1))
    changed = replace(spec.headers[at], value=spec.headers[at].value + "x")
    headers = (*spec.headers[:at], changed, *spec.headers[at + 1 :])

    text = edit_request(file.text, replace(spec, headers=headers))

    newline = "\r\n" if "\r\n" in file.text else "\n"
    for (table, key), line in file.lines.items():
        if (table, key) != ("headers", changed.name):
            assert line.replace("\n", newline) in text
    for comment in file.comments:
        assert comment in text


def untouched(text: str, touched: Path) -> list[str]:
    """Return a file's lines with content, without those that say something of a key.

    Comments in a table that is all about the key may go with it, so none are returned.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    spans = []
    for section in sections(text):
        if section.path and section.path[: len(touched)] == touched:
            spans.append((section.start, section.end - 1))
        spans += [
            (entry.start, entry.value.end)
            for entry in section.entries
            if entry.path[: len(touched)] == touched
        ]
    left = list(text)
    for start, end in spans:
        first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end)
        last = len(text) if last < 0 else last
        left[first:last] = ["\n" if c == "\n" else "" for c in text[first:last]]
    lines = "".join(left).split("\n")
    return [line for line in lines if line.strip() and not line.lstrip().startswith("#")]


TOUCHES: list[tuple[Path, str, st.SearchStrategy[Any]]] = [
    (("url",), "url", TEXTS),
    (("tags",), "tags", st.lists(TEXTS, max_size=3).map(tuple)),
    (("params",), "params", ROWS),
    (("variables",), "variables", VARIABLES),
    (("captures",), "captures", ROWS),
    (("messages",), "messages", MESSAGES),
    (("auth",), "auth", AUTHS),
    (("body",), "body", BODIES),
    (("options",), "options", OPTIONS),
    (("checks",), "checks", CHECKS),
    (("baseline",), "baseline", BASELINES),
]


@given(st.data())
@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
def test_editing_one_field_changes_the_lines_of_that_field_only(data: st.DataObject) -> None:
    spec = data.draw(SPECS)
    text = data.draw(odd_files(spec)).text
    path, name, values = data.draw(st.sampled_from(TOUCHES))

    new = edit_request(text, replace(spec, **{name: data.draw(values)}))

    assert untouched(new, path) == untouched(text, path)


def test_a_value_changes_in_its_line_and_keeps_the_comment() -> None:
    assert edited(name="Make") == FILE.replace('"Create"   #', '"Make"   #')


def test_a_literal_string_stays_literal() -> None:
    assert edited(url=r"http://a\c") == FILE.replace("http://a/b", r"http://a\c")


def test_a_new_header_gets_a_line_below_the_last_one_in_its_style() -> None:
    headers = (*rows_of(FILE), Row("B", "2"))

    assert edited(headers=headers) == FILE.replace(
        '    Indented = "1"\n', '    Indented = "1"\n    B = "2"\n'
    )


def test_a_header_in_the_middle_gets_its_line_there() -> None:
    first, *rest = rows_of(FILE)

    text = edited(headers=(first, Row("B", "2"), *rest))

    assert text == FILE.replace("X-Off", 'B = "2"\nX-Off')


def test_removing_the_last_row_leaves_the_empty_table_with_its_comments() -> None:
    text = edited(headers=())

    assert "# About headers.\n[headers] # h\n\n# About the body.\n" in text


def test_moving_a_row_moves_its_whole_line() -> None:
    first, second, third = rows_of(FILE)

    text = edited(headers=(second, third, first))

    assert '    Indented = "1"\nAccept   = "application/json"   # one\n' in text


def test_renaming_a_row_changes_the_key_in_its_place() -> None:
    first, *rest = rows_of(FILE)

    text = edited(headers=(replace(first, name="Accept-Language"), *rest))

    assert text == FILE.replace("Accept   =", "Accept-Language   =")


def test_enabling_a_row_keeps_what_else_is_in_its_table() -> None:
    first, second, third = rows_of(FILE)

    text = edited(headers=(first, replace(second, enabled=True), third))

    assert 'X-Off = { value = "1", note = "why" } # two\n' in text


def test_a_plain_row_that_is_switched_off_becomes_a_table_on_its_line() -> None:
    first, *rest = rows_of(FILE)

    text = edited(headers=(replace(first, enabled=False), *rest))

    assert 'Accept   = { value = "application/json", enabled = false }   # one\n' in text


def test_a_bare_number_stays_bare() -> None:
    text = "[params]\npage = 1 # first\nflag = true\n"

    assert edited(text, params=(Row("page", "2"), Row("flag", "false"))) == (
        "[params]\npage = 2 # first\nflag = false\n"
    )
    assert edited(text, params=(Row("page", "{{p}}"), Row("flag", "true"))) == (
        '[params]\npage = "{{p}}" # first\nflag = true\n'
    )


def test_a_body_stays_a_literal_string() -> None:
    body = TextBody("json", '{"b": "\\n"}\n')

    assert edited(body=body) == FILE.replace('{"a": 1}', '{"b": "\\n"}')


def test_a_body_that_holds_literal_quotes_becomes_a_basic_string() -> None:
    text = edited(body=TextBody("json", "say '''hi'''\n\\"))

    assert "text = \"\"\"\nsay '''hi'''\n\\\\\"\"\"" in text


def test_new_tables_stand_where_they_usually_do() -> None:
    text = edited(params=(Row("p", "1"),), options=Options(timeout=5))

    assert text.index("[params]") < text.index("# About headers.")
    assert text.index("[body]") < text.index("[options]") < text.index("[checks]")
    assert 'colour = "unknown, kept"\n\n[params]\np = "1"\n\n# About headers.\n' in text


def test_a_new_single_value_stands_in_its_usual_order() -> None:
    assert edited(method="PUT").startswith(
        '# A request of the shop.\nname = "Create"   # shown in the tree\nmethod = "PUT"\nurl'
    )


def test_the_first_single_value_of_a_file_stands_above_its_tables() -> None:
    assert edited("# about\n[headers]\nA = 'b'\n", name="x") == (
        "name = \"x\"\n\n# about\n[headers]\nA = 'b'\n"
    )
    assert edited("# only this", name="x") == '# only this\nname = "x"'


def test_removed_values_take_their_line_along() -> None:
    text = 'name = "n"\ndescription = "d" # c\ntags = ["a"]\n'

    assert edited(text, description="", tags=()) == 'name = "n"\n'


def test_list_items_keep_their_lines_and_comments() -> None:
    text = 'tags = [\n  "a", # first\n  # about b\n  "b" # second\n]\n'

    assert edited(text, tags=("a", "b", "c")) == (
        'tags = [\n  "a", # first\n  # about b\n  "b", # second\n  "c",\n]\n'
    )
    assert edited(text, tags=("b",)) == 'tags = [\n  # about b\n  "b" # second\n]\n'


def test_a_repeated_row_changes_item_by_item() -> None:
    text = "[params]\ntag = ['a', \"b\"] # two\n"

    text = edited(text, params=(Row("tag", "a"), Row("tag", "c"), Row("tag", "b", enabled=False)))

    assert text == '[params]\ntag = [\'a\', "c", { value = "b", enabled = false }] # two\n'


def test_inline_tables_and_dotted_keys_are_edited_as_they_are_written() -> None:
    inline = 'headers = { A = "1", B = "2" } # c\n'
    dotted = 'headers.A = "1" # c\nname = "x"\n'
    both = (Row("A", "1"), Row("C", "3"))

    assert edited(inline, headers=both) == 'headers = { A = "1", C = "2" } # c\n'.replace(
        '"2"', '"3"'
    )
    assert edited(inline, headers=()) == "headers = {} # c\n"
    assert edited(dotted, headers=both) == 'headers.A = "1" # c\nheaders.C = "3"\nname = "x"\n'


def test_a_row_under_its_own_header_is_edited_there() -> None:
    text = '[headers.A]\nvalue = "1" # v\nenabled = false\n\n[x]\n'

    assert edited(text, headers=(Row("A", "2"),)) == '[headers.A]\nvalue = "2" # v\n\n[x]\n'


def test_rows_in_an_order_no_table_can_hold_become_a_list_of_tables() -> None:
    rows = (Row("a", "1"), Row("b", "2"), Row("a", "3", enabled=False))

    text = edited('[params]\na = "1"\n\n[headers]\nX = "1"\n', params=rows)

    assert rows_of(text, "params") == rows
    assert '[[params]]\nname = "a"\nvalue = "1"\n\n[[params]]' in text
    assert rows_of(edited(text, params=rows[:2]), "params") == rows[:2]


def test_windows_line_endings_and_the_byte_order_mark_stay() -> None:
    text = "\ufeff" + FILE.replace("\n", "\r\n")
    body = TextBody("json", "{\n}\n")

    new = edited(text, body=body, headers=(*rows_of(text), Row("B", "2")), method="PUT")

    assert new.startswith("\ufeff#")
    assert new.count("\r\n") == new.count("\n")
    assert decode_request(new, "r").body == body


def test_a_file_without_a_last_newline_stays_one() -> None:
    assert edited('[headers]\nA = "1"', headers=(Row("A", "1"), Row("B", "2"))) == (
        '[headers]\nA = "1"\nB = "2"'
    )


@pytest.mark.parametrize(
    ("auth", "lines"),
    [
        (BasicAuth("u", "p"), ['type = "basic" # c', 'username = "u"', 'password = "p"']),
        (NoAuth(), ['type = "none" # c']),
        (InheritAuth(), ['type = "inherit" # c']),
        (BearerAuth("new"), ['type = "bearer" # c', 'token = "new"']),
    ],
    ids=["basic", "none", "inherit", "bearer"],
)
def test_another_credential_takes_the_keys_of_the_old_one_away(auth: Any, lines: list[str]) -> None:
    text = '[auth]\ntype = "bearer" # c\ntoken = "t"\nextra = 1\n'

    new = edited(text, auth=auth)

    assert sorted(new.splitlines()) == sorted(["[auth]", "extra = 1", *lines])


def test_another_body_takes_the_parts_of_the_old_one_away() -> None:
    form = edited(body=FormBody((Row("a", "1"),)))

    assert '[body]\ntype = "form"\n\n[body.fields]\na = "1"\n' in form
    assert "text" not in form.split("[body]")[1]
    assert '[body]\ntype = "none"\n\n[checks]' in edited(form, body=NoBody())


def test_options_change_one_by_one() -> None:
    text = "[options]\ntimeout = 30 # s\nfollow_redirects = true\n"

    new = edited(text, options=Options(timeout=5.5, max_redirects=3))

    assert new == "[options]\ntimeout = 5.5 # s\nmax_redirects = 3\n"


def test_what_is_not_supported_stays_in_the_file() -> None:
    text = '[auth]\ntype = "digest"\nusername = "u"\n\n[body]\ntype = "graphql"\nquery = "q"\n'

    assert edited(text, name="x") == f'name = "x"\n\n{text}'


def test_what_cannot_be_written_is_refused() -> None:
    with pytest.raises(WorkbenchError, match="surrogate"):
        edited(name="\ud800")
    with pytest.raises(WorkbenchError, match="zero or more"):
        edited(options=Options(timeout=-1))
