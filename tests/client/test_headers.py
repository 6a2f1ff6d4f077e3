import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.client import Headers

FIELDS = [("Set-Cookie", "a=1"), ("X-One", "1"), ("set-cookie", "b=2")]


def test_names_are_found_in_any_case_and_repeated_values_joined() -> None:
    headers = Headers(FIELDS)

    assert headers["SET-COOKIE"] == "a=1, b=2"
    assert headers.get_list("set-cookie") == ["a=1", "b=2"]
    assert headers.multi_items() == [("set-cookie", "a=1"), ("x-one", "1"), ("set-cookie", "b=2")]
    assert headers.raw[2] == (b"set-cookie", b"b=2")
    assert list(headers) == ["set-cookie", "x-one"]
    assert "x-two" not in headers


def test_setting_replaces_all_at_the_place_of_the_first() -> None:
    headers = Headers(FIELDS)

    headers["set-COOKIE"] = "c=3"
    headers["New"] = "n"

    assert headers.raw == [(b"set-COOKIE", b"c=3"), (b"X-One", b"1"), (b"New", b"n")]


def test_deleting_takes_every_field_of_a_name() -> None:
    headers = Headers(FIELDS)

    del headers["Set-Cookie"]

    assert dict(headers) == {"x-one": "1"}
    with pytest.raises(KeyError):
        del headers["Set-Cookie"]


def test_update_replaces_by_name_and_keeps_repetitions() -> None:
    headers = Headers({"A": "1", "B": "2"})

    headers.update([("a", "3"), ("a", "4")])

    assert headers.get_list("A") == ["3", "4"]
    assert headers["b"] == "2"


def test_headers_are_equal_whatever_their_case_and_order() -> None:
    assert Headers({"A": "1", "B": "2"}) == {"b": "2", "a": "1"}
    assert Headers([("A", "1")]) != Headers([("A", "2")])


@pytest.mark.parametrize(
    "name", ["Authorization", "Proxy-Authorization", "Cookie", "Set-Cookie", "X-Api-Key",
             "X-Auth-Token", "X-Amz-Security-Token", "Client-Secret"],
)  # fmt: skip
def test_credentials_do_not_show_in_the_repr(name: str) -> None:
    shown = repr(Headers([(name, "s3cret"), ("Accept", "a/b")]))

    assert "s3cret" not in shown
    assert "[secure]" in shown
    assert "a/b" in shown


@pytest.mark.parametrize("name", ["X-Author", "Keyword", "Idempotency-Key", "Content-Type"])
def test_other_headers_do(name: str) -> None:
    assert "shown" in repr(Headers({name: "shown"}))


def test_values_beyond_ascii_are_utf8_or_else_latin1() -> None:
    assert Headers({"A": "ü"}).raw == [(b"A", "ü".encode())]
    assert Headers([(b"A", "ü".encode())])["a"] == "ü"
    assert Headers([(b"A", b"\xfc")])["a"] == "ü"


def test_only_text_and_bytes_are_values() -> None:
    with pytest.raises(TypeError, match="not int"):
        Headers({"A": 1})  # type: ignore[arg-type]  # the point


@given(
    st.lists(
        st.tuples(st.sampled_from(["a", "A", "b-c"]), st.sampled_from(["", "1", "ü", "\u20ac"]))
    )
)
def test_what_goes_in_comes_out_in_order(items: list[tuple[str, str]]) -> None:
    headers = Headers(items)

    assert headers.multi_items() == [(name.lower(), value) for name, value in items]
    assert headers.copy() == headers


def test_an_encoding_that_was_set_is_used_and_kept() -> None:
    headers = Headers({"A": "é"}, encoding="iso-8859-1")
    headers["B"] = "ü"
    headers.update({"C": "ä"})

    assert headers.raw == [(b"A", b"\xe9"), (b"B", b"\xfc"), (b"C", b"\xe4")]
    assert headers.encoding == headers.copy().encoding == "iso-8859-1"
    assert repr(Headers({"a": "é"})) == "Headers({'a': 'é'}, encoding='utf-8')"


def test_new_text_fits_to_the_text_that_is_there() -> None:
    headers = Headers([(b"a", b"\xff")])
    headers["b"] = "ü"

    assert (headers["a"], headers["b"]) == ("ÿ", "ü")
    headers["c"] = "中"
    assert headers.first(b"c") == "中".encode()
