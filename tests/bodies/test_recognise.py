import base64
import gzip
import json
import zipfile
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.bodies.recognise import all_kinds, recognise
from workbench.bodies.sniff import HEAD

from .viewing import fed

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x00\x00\x00\x01\x00\x08\x06"
JWT = b".".join(base64.urlsafe_b64encode(b'{"a":1}').rstrip(b"=") for _ in "ab") + b".c2ln"


def packed() -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.txt", "text")
    return file.getvalue()


@pytest.mark.parametrize(
    ("content_type", "head", "kind"),
    [
        ("application/json", b"", "empty"),
        ("application/json", b'{"a": 1}', "JSON"),
        ("text/plain", b' \n[{"a": [1, 2.5e3, null]}, "x"', "JSON"),
        ("", b'{"a": {', "JSON"),
        ("", b"\xef\xbb\xbf{}", "JSON"),
        ("Application/Problem+JSON; charset=utf-8", b'"just a string"', "JSON"),
        ("application/json", b"true", "JSON"),
        ("application/json", b"<html>no</html>", "HTML"),
        ("application/json", b"   ", "text"),
        ("application/json", PNG, "image"),
        ("application/x-ndjson", b'{"a":1}\n{"a":2}\n', "NDJSON"),
        ("application/x-ndjson", b'{"a":', "NDJSON"),
        ("text/plain", b'{"a":1}\n{"a":2}\n', "NDJSON"),
        ("", b"[\n1\n]\n[", "JSON"),
        ("text/plain", b'"quoted" words', "text"),
        ("text/plain", b"[2026-01-02 10:00] started", "text"),
        ("text/plain", b"{{ template }}", "text"),
        ("text/plain", b"{'a': 1}", "text"),
        ("text/plain", b"[1] one, [2] two", "text"),
        ("text/css", b"a { color: red }", "CSS"),
        ("text/javascript", b"let a = 1", "JavaScript"),
        ("application/yaml", b"a: 1", "YAML"),
        ("text/html; charset=latin-1", b"caf\xe9 <b>au</b> lait", "HTML"),
        ("text/html", b"no mark at all", "text"),
        ("", b"<!-- a --> <!doctype HTML><p>", "HTML"),
        ("", b"<?xml version='1.0'?><a/>", "XML"),
        ("image/svg+xml", b"<svg/>", "XML"),
        ("application/xml", b"oops", "text"),
        ("text/csv", b"a,b\n1,2\n", "CSV"),
        ("text/tab-separated-values", b"a\tb\n", "CSV"),
        ("application/x-www-form-urlencoded", b"a=1&b=2", "form"),
        ("multipart/form-data; boundary=x", b"--x\r\n\r\n1\r\n--x--", "multipart"),
        ("text/event-stream", b": hello\n\n", "event stream"),
        ("application/msgpack", b"\x81\xa1a\x01", "MessagePack"),
        ("application/cbor", b"\xa1aa\x01", "CBOR"),
        ("text/plain", JWT, "JWT"),
        ("text/plain", b"token " + JWT, "text"),
        ("", gzip.compress(b"x"), "gzip"),
        ("", packed(), "zip"),
        ("application/pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "file"),
        ("", b"caf\xe9 au lait", "binary"),
        ("", "漢字".encode()[:-1], "text"),
        ("", b"\x1b[31mred\x1b[0m\r\n", "text"),
        ("text/plain", b"a\0b", "binary"),
    ],
    ids=lambda value: "" if isinstance(value, bytes) else None,  # archives name their time
)
def test_a_body_is_known_by_its_first_bytes(content_type: str, head: bytes, kind: str) -> None:
    assert recognise(content_type, head).name == kind


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text() | st.floats(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    ),
    st.integers(min_value=1),
)
def test_json_is_known_wherever_it_is_cut(value: object, cut: int) -> None:
    data = json.dumps([value]).encode()

    assert recognise("application/json", data[: cut % len(data) + 1]).name in ("JSON", "NDJSON")


def test_only_the_first_bytes_count() -> None:
    assert recognise("text/plain", b"x" * HEAD + b"\0" * HEAD).name == "text"


def test_every_kind_can_be_read_as_it_was_sent() -> None:
    for kind in all_kinds():
        assert {"raw", "hex"} & {view.name for view in kind.views}, kind.name
        assert len({view.name for view in kind.views}) == len(kind.views)


@given(st.binary(max_size=300), st.sampled_from(["", "text/csv", "text/html", "text/yaml"]))
def test_every_view_of_every_kind_takes_any_bytes(data: bytes, content_type: str) -> None:
    for kind in all_kinds():
        for view in kind.views:
            index = fed(data, kind, content_type, view.name)
            rows = index.rows(0, index.rows_total)
            assert len(rows) == index.rows_total or not index.ok
            for row in range(index.rows_total):
                start, end = index.span(row)
                assert 0 <= start <= end <= len(data)
            for line in rows:
                assert all("\x1b" not in text and "\n" not in text for _, text in line)
