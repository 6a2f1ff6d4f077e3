from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from workbench.engine.comparison import Difference, Part
from workbench.engine.draft_changes import draft_changes
from workbench.model import BasicAuth, BearerAuth, RequestSpec, Row, TextBody

SAVED = RequestSpec(
    name="Users",
    url="http://x/users",
    headers=(Row("Accept", "a/b"), Row("X-Old", "1")),
    body=TextBody("json", '{\n  "a": 1,\n  "b": 2\n}'),
)


def test_no_edit_changes_nothing() -> None:
    assert draft_changes(SAVED, SAVED) == ()


def test_fields_are_told_by_name_with_both_values() -> None:
    draft = replace(
        SAVED, method="PUT", headers=(Row("Accept", "c/d"), Row("X-New", "2", enabled=False))
    )

    assert draft_changes(SAVED, draft) == (
        Part("Request", (Difference("~", 'method: "GET" → "PUT"'),)),
        Part(
            "Headers",
            (
                Difference("~", 'Accept: "a/b" → "c/d"'),
                Difference("+", 'X-New = { value = "2", enabled = false }'),
                Difference("-", 'X-Old = "1"'),
            ),
        ),
    )


def test_a_body_is_compared_line_by_line() -> None:
    (part,) = draft_changes(SAVED, replace(SAVED, body=TextBody("json", '{\n  "a": 1\n}')))

    assert part.title == "Body"
    assert part.differences[0] == Difference("~", "text")
    assert Difference("-", '  "b": 2') in part.differences
    assert Difference("+", '  "a": 1') in part.differences


def test_rows_in_another_order_are_a_change() -> None:
    draft = replace(SAVED, headers=SAVED.headers[::-1])

    (part,) = draft_changes(SAVED, draft)
    assert part.differences == (Difference("~", "the same fields in another order"),)


def test_all_of_a_request_without_a_file_is_new() -> None:
    signs = {d.sign for part in draft_changes(None, SAVED) for d in part.differences}

    assert signs == {"+"}


def test_what_looks_like_a_secret_is_masked() -> None:
    draft = replace(SAVED, auth=BasicAuth("ada", "swordfish-1234"))

    assert "swordfish" not in str(draft_changes(SAVED, draft))
    assert "swordfish" not in str(draft_changes(draft, replace(draft, auth=BearerAuth("x{{y}}"))))


TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=12)
SPECS = st.builds(
    RequestSpec,
    name=TEXTS,
    url=TEXTS,
    description=TEXTS,
    headers=st.lists(st.builds(Row, TEXTS.filter(bool), TEXTS), max_size=4).map(tuple),
)


@given(SPECS, SPECS)
def test_there_are_changes_if_and_only_if_the_file_would_change(
    saved: RequestSpec, draft: RequestSpec
) -> None:
    from workbench.formats.request_toml import encode_request

    assert bool(draft_changes(saved, draft)) == (encode_request(saved) != encode_request(draft))
