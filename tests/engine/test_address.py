import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.engine.address import (
    Piece,
    encode_segment,
    pieces,
    with_params,
    with_scheme,
    without_password,
)


def parameters(url: str) -> list[str]:
    return [piece.text for piece in pieces(url) if piece.is_parameter]


@pytest.mark.parametrize(
    ("url", "names"),
    [
        ("http://h:8000/users/:id", ["id"]),
        ("{{base_url}}/tenants/:tenant/users/:user-id?next=/:no#/:no", ["tenant", "user-id"]),
        ("http://h/v1/things:cancel/:", []),
        ("http://h/:a/:b/", ["a", "b"]),
        ("{{f('/:no')}}/:yes", ["yes"]),
        ("/:id{{suffix}}", []),
        ("localhost:8000/:id", ["id"]),
        ("", []),
    ],
)
def test_path_parameters_are_whole_segments_of_the_path(url: str, names: list[str]) -> None:
    assert parameters(url) == names


def test_pieces_know_their_columns() -> None:
    assert list(pieces("{{u}}/:id/x")) == [
        Piece(1, "{{u}}/", is_parameter=False),
        Piece(7, "id", is_parameter=True),
        Piece(10, "/x", is_parameter=False),
    ]


@given(st.text(alphabet=":/a{}?#", max_size=20))
def test_no_text_is_lost_between_pieces(url: str) -> None:
    joined = "".join(f":{p.text}" if p.is_parameter else p.text for p in pieces(url))

    assert joined == url


@pytest.mark.parametrize(
    ("value", "segment"),
    [
        ("a b", "a%20b"),
        ("a/b?c#d%", "a%2Fb%3Fc%23d%25"),
        ("..", "%2E%2E"),
        ("v1.2", "v1.2"),
        ("é", "%C3%A9"),
        ("{{x}}", "%7B%7Bx%7D%7D"),
    ],
)
def test_a_value_is_exactly_one_segment(value: str, segment: str) -> None:
    assert encode_segment(value) == segment


@pytest.mark.parametrize(
    ("url", "complete"),
    [
        ("example.org", "http://example.org"),
        ("localhost:8000/x", "http://localhost:8000/x"),
        ("//example.org", "http://example.org"),
        ("https://example.org", "https://example.org"),
        ("example.org/?to=https://x", "http://example.org/?to=https://x"),
    ],
)
def test_a_url_without_a_scheme_gets_http(url: str, complete: str) -> None:
    assert with_scheme(url) == complete


@pytest.mark.parametrize(
    ("url", "complete"),
    [
        ("http://h/", "http://h/?a=1&a=%262"),
        ("http://h/?", "http://h/?a=1&a=%262"),
        ("http://h/?x=1", "http://h/?x=1&a=1&a=%262"),
        ("http://h/?x=1&", "http://h/?x=1&a=1&a=%262"),
        ("http://h/#part", "http://h/?a=1&a=%262#part"),
    ],
)
def test_parameters_are_added_to_the_query(url: str, complete: str) -> None:
    assert with_params(url, [("a", "1"), ("a", "&2")]) == complete


def test_no_parameters_leave_the_url_alone() -> None:
    assert with_params("http://h/?", []) == "http://h/?"


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("http://ada:secret@h/", "http://ada:•••@h/"),
        ("http://ada@h/:x", "http://ada@h/:x"),
        ("http://h/a:b@c", "http://h/a:b@c"),
        ("http://ada:se@cret@h/", "http://ada:•••@h/"),
    ],
)
def test_a_password_in_a_url_is_not_shown(url: str, shown: str) -> None:
    assert without_password(url) == shown
