import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.bodies.sniff import HEAD, BodyKind, sniff

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x00\x00\x00\x01\x00\x08\x06"


@pytest.mark.parametrize(
    ("content_type", "head", "kind"),
    [
        ("application/json", b"", "empty"),
        ("application/json", b'{"a": 1}', "json"),
        ("text/plain", b' \n[{"a": [1, 2.5e3, null]}, "x"', "json"),
        ("", b'{"a": {', "json"),
        ("", b'{"a": "unfinis', "json"),
        ("", b"[tru", "json"),
        ("", b"[1.", "json"),
        ("", b"\xef\xbb\xbf{}", "json"),
        ("application/x-ndjson", b'{"a":1}\n{"a":2}\n', "json"),
        ("application/problem+json; charset=utf-8", b'"just a string"', "json"),
        ("application/json", b"true", "json"),
        ("application/json", b"<html>no</html>", "text"),
        ("application/json", b"   ", "text"),
        ("application/json", PNG, "binary"),
        ("text/plain", b'"quoted" words', "text"),
        ("text/plain", b"[2026-01-02 10:00] started", "text"),
        ("text/plain", b"[INFO] started", "text"),
        ("text/plain", b"{{ template }}", "text"),
        ("text/plain", b"{a: 1}", "text"),
        ("text/plain", b"{'a': 1}", "text"),
        ("text/plain", b"[1, 2}", "text"),
        ("text/plain", b"]", "text"),
        ("text/plain", b"[1] one, [2] two", "text"),
        ("text/css", b"a { color: red }", "text"),
        ("text/html; charset=latin-1", b"caf\xe9 au lait", "text"),
        ("", b"caf\xe9 au lait", "binary"),
        ("", "漢字".encode()[:-1], "text"),
        ("", b"\x1b[31mred\x1b[0m\r\n", "text"),
        ("text/plain", b"a\0b", "binary"),
        ("image/png", PNG, "binary"),
        ("application/gzip", b"\x1f\x8b\x08\x00\x00\x00", "binary"),
        ("application/pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "binary"),
        ("image/svg+xml", b"<svg/>", "text"),
    ],
)
def test_a_body_is_known_by_its_first_bytes(content_type: str, head: bytes, kind: BodyKind) -> None:
    assert sniff(content_type, head) == kind


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text() | st.floats(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    ),
    st.integers(min_value=1),
)
def test_every_beginning_of_json_is_json(value: object, cut: int) -> None:
    data = json.dumps([value]).encode()

    assert sniff("", data[: 1 + cut % len(data)]) == "json"


@given(st.text(), st.binary(max_size=2 * HEAD))
def test_no_body_is_too_odd_to_be_judged(content_type: str, head: bytes) -> None:
    assert sniff(content_type, head) in {"json", "text", "binary", "empty"}
