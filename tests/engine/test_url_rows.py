import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.engine.url_rows import Address, with_command
from workbench.model import RequestSpec, Row

URL = "{{base_url}}/users"
TEXT = st.one_of(
    st.text(max_size=8),
    st.text(alphabet="ab{}&=#%+?\\ :/'|", max_size=12),
    st.sampled_from(["{{id}}", "{{ a | default('x&y#z=1') }}", "{{{id}}}", "\\{{a}}", "{{a"]),
)
ROWS = st.lists(
    st.builds(Row, TEXT, TEXT, enabled=st.booleans(), description=st.sampled_from(["", "why"])),
    max_size=5,
).map(tuple)


def sent(rows: tuple[Row, ...]) -> list[tuple[str, str]]:
    return [(row.name, row.value) for row in rows if row.enabled and row.name]


def test_rows_that_are_sent_stand_in_the_url() -> None:
    rows = (Row("page", "1"), Row("debug", "1", enabled=False), Row("tag", "a b"), Row("tag", "c"))

    assert Address(URL, rows).shown == f"{URL}?page=1&tag=a%20b&tag=c"
    assert Address(f"{URL}?own=1#top", rows[:1]).shown == f"{URL}?own=1&page=1#top"


def test_a_typed_query_moves_to_the_rows() -> None:
    found = Address(URL).typed(f"{URL}?a=1&b=x%20y&c#end")

    assert found == Address(f"{URL}#end", (Row("a", "1"), Row("b", "x y"), Row("c", "")))


def test_rows_keep_their_description_and_disabled_ones_their_place() -> None:
    off = Row("debug", "1", enabled=False)
    rows = (Row("page", "1", description="from 1"), off, Row("size", "20"))

    found = Address(URL, rows).typed(f"{URL}?page=2&size=20&sort=name")

    assert found.params == (
        Row("page", "2", description="from 1"), off, Row("size", "20"), Row("sort", "name"),
    )  # fmt: skip
    assert found.typed(URL).params == (off,)


def test_duplicates_are_kept_in_order() -> None:
    rows = (Row("tag", "a"), Row("x", "1"), Row("tag", "b"))

    assert Address(URL, rows).typed(f"{URL}?tag=a&x=1&tag=c").params[2] == Row("tag", "c")


def test_a_query_in_the_file_stays_there_until_the_query_is_edited() -> None:
    address = Address(f"{URL}?own=1", (Row("page", "1"),))

    moved = address.typed(address.shown.replace("users", "people"))
    assert moved == Address("{{base_url}}/people?own=1", (Row("page", "1"),))
    edited = address.typed(f"{address.shown}&z=3")
    assert edited == Address(URL, (Row("own", "1"), Row("page", "1"), Row("z", "3")))


def test_bytes_that_are_no_text_stay_in_the_url() -> None:
    found = Address(URL).typed(f"{URL}?raw=%ff&a=1")

    assert found == Address(f"{URL}?raw=%ff", (Row("a", "1"),))
    assert found.shown == f"{URL}?raw=%ff&a=1"


def test_a_question_mark_alone_is_kept_while_it_is_typed() -> None:
    assert Address(URL).typed(f"{URL}?").shown == f"{URL}?"


def test_separators_inside_of_templates_separate_nothing() -> None:
    value = "{{ name | default('a&b=c#d') }}"

    found = Address(URL).typed(f"{URL}?q={value}&b=1")

    assert found.params == (Row("q", value), Row("b", "1"))
    assert found.shown == f"{URL}?q={value}&b=1"


def test_encoded_braces_never_become_a_template() -> None:
    found = Address(URL).typed(f"{URL}?q=%7B%7Bsecret%7D%7D")

    assert found.params == (Row("q", "\\{{secret}}"),)


@given(ROWS)
def test_what_is_shown_says_what_is_sent(rows: tuple[Row, ...]) -> None:
    shown = Address(URL, rows).shown

    assert sent(Address(URL).typed(shown).params) == sent(rows)


@given(ROWS, ROWS)
def test_typing_other_rows_arrives_at_them_and_loses_none_that_is_off(
    before: tuple[Row, ...], after: tuple[Row, ...]
) -> None:
    address = Address(URL, before)

    found = address.typed(Address(URL, after).shown)

    assert sent(found.params) == sent(after)
    hidden = [row for row in before if not (row.enabled and row.name)]
    assert [row for row in found.params if not (row.enabled and row.name)] == hidden


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("/a/:id", (Row("id", "7"),)),
        ("/a/:user", (Row("user", "7"),)),
        ("/a/:id/:x", (Row("id", "7"), Row("x"))),
        ("/a", (Row("id", "7"),)),
    ],
)
def test_path_rows_follow_the_names_in_the_url(typed: str, expected: tuple[Row, ...]) -> None:
    assert Address("/a/:id", (), (Row("id", "7"),)).typed(typed).path == expected


def test_an_empty_path_row_goes_with_its_name() -> None:
    assert Address("/a/:id", (), (Row("id"),)).typed("/a").path == ()


def test_a_renamed_path_row_renames_its_segment_only() -> None:
    address = Address("http://h:80/:id/x:id/:id?q=:id", (), (Row("id", "7"), Row("b")))

    assert (
        address.with_path((Row("user", "7"), Row("b"))).url == "http://h:80/:user/x:id/:user?q=:id"
    )
    assert address.with_path((Row("no good", "7"), Row("b"))).url == address.url
    assert address.with_path((Row("id", "8"),)).url == address.url


def test_names_without_a_row_are_missing() -> None:
    assert Address("/:a/:b/:a", (), (Row("b", "1"),)).missing == ("a",)


def test_a_command_becomes_the_request_and_its_query_rows() -> None:
    spec = RequestSpec(name="Users", url="http://old/:id", path=(Row("id", "7"),))
    command = RequestSpec(method="POST", url="http://h/x?a=1", params=(Row("b", "2"),))

    assert with_command(spec, command) == RequestSpec(
        name="Users", method="POST", url="http://h/x", params=(Row("a", "1"), Row("b", "2"))
    )


def test_an_address_is_that_of_a_request() -> None:
    spec = RequestSpec(name="x", url="/:a", path=(Row("a", "1"),))

    assert Address.of(spec).put_into(RequestSpec(name="x")) == spec


@pytest.mark.parametrize("query", ["=", "=x", "a=1&=", "=x&b=2", "a=1&=&b=2", ":&=&"])
def test_a_value_without_a_name_stays_in_the_url_and_typing_it_again_adds_nothing(
    query: str,
) -> None:
    typed = Address("http://x/").typed(f"http://x/?{query}")

    assert all(row.name for row in typed.params)
    assert "=" in typed.url
    assert typed.typed(f"http://x/?{query}") == typed
    assert typed.typed(typed.shown) == typed
