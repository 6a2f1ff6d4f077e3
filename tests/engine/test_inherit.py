from workbench.engine.inherit import effective_auth, effective_headers, effective_options
from workbench.model import (
    BasicAuth,
    BearerAuth,
    Defaults,
    Folder,
    InheritAuth,
    NoAuth,
    Options,
    RequestSpec,
    Row,
)


def folder(id: str, *headers: Row, auth: object = None, options: Options | None = None) -> Folder:  # noqa: A002
    defaults = Defaults(headers=headers, options=options or Options())
    if isinstance(auth, NoAuth | BasicAuth | BearerAuth):
        defaults = Defaults(headers=headers, auth=auth, options=defaults.options)
    return Folder(id, id, defaults=defaults)


def sent(folders: list[Folder], *rows: Row) -> list[tuple[str, str, str | None]]:
    headers = effective_headers(folders, RequestSpec(headers=rows))
    return [(found.row.name, found.row.value, found.folder) for found in headers.rows]


def test_the_nearest_header_wins_in_any_case() -> None:
    chain = [folder("", Row("Accept", "a"), Row("X-All", "1")), folder("in", Row("accept", "b"))]

    assert sent(chain) == [("X-All", "1", ""), ("accept", "b", "in")]
    assert sent(chain, Row("ACCEPT", "c"))[-1] == ("ACCEPT", "c", None)


def test_a_repeated_header_stays_repeated() -> None:
    assert [v for _, v, _ in sent([], Row("X", "1"), Row("X", "2"))] == ["1", "2"]


def test_a_removed_header_is_taken_away() -> None:
    assert sent([folder("", Row("X", "1"))], Row("x", removed=True)) == []


def test_a_header_can_come_back_below_a_removal() -> None:
    chain = [folder("", Row("X", "1")), folder("in", Row("X", removed=True))]

    assert sent(chain, Row("X", "2")) == [("X", "2", None)]


def test_a_row_that_is_off_hides_nothing() -> None:
    chain = [folder("", Row("X", "1"))]

    assert sent(chain, Row("X", "2", enabled=False)) == [("X", "1", "")]
    assert sent(chain, Row("X", enabled=False, removed=True)) == [("X", "1", "")]


def test_a_header_set_or_removed_leaves_no_room_for_a_default() -> None:
    headers = effective_headers([], RequestSpec(headers=(Row("A", "1"), Row("B", removed=True))))

    assert [headers.has_word_on(name) for name in "abc"] == [True, True, False]


def test_auth_comes_from_the_nearest_folder_with_an_opinion() -> None:
    basic = BasicAuth("ada", "x")
    chain = [folder("", auth=BearerAuth("t")), folder("in", auth=basic), folder("in/er")]

    assert effective_auth(chain, RequestSpec()) == (basic, "in")
    assert effective_auth(chain, RequestSpec(auth=NoAuth())) == (NoAuth(), None)
    assert effective_auth([], RequestSpec(auth=InheritAuth())) == (NoAuth(), None)


def test_each_option_is_inherited_by_itself() -> None:
    chain = [
        folder("", options=Options(timeout=1, follow_redirects=False)),
        folder("in", options=Options(timeout=2, max_redirects=3)),
    ]
    spec = RequestSpec(options=Options(max_redirects=0))

    assert effective_options(chain, spec) == Options(
        timeout=2, follow_redirects=False, max_redirects=0
    )
