"""Multipart bodies: what goes in comes out of another parser, and nothing adds a line."""

import io
from email import policy
from email.parser import BytesParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.server.loopback import Loopback
from workbench.client import LocalProtocolError, Request, RequestNotRead
from workbench.client.body import ByteStream
from workbench.client.multipart import (
    MultipartStream,
    boundary_of,
    encode_multipart,
    escape,
    field_parts,
    file_part,
    file_parts,
    guessed_type,
    head,
    quoted,
)

from .conftest import Caller


def encoded(
    data: Any = None, files: Any = (), boundary: str = "XX"
) -> tuple[dict[str, str], bytes]:
    described, stream = encode_multipart(data, files, f"multipart/form-data; boundary={boundary}")
    assert isinstance(stream, ByteStream | MultipartStream)
    return {k.decode(): v.decode() for k, v in described}, b"".join(stream)


def parsed(headers: dict[str, str], body: bytes) -> list[tuple[str | None, str | None, str, bytes]]:
    """Return name, file name, content type and content of each part, by another parser."""
    top = f"Content-Type: {headers['Content-Type']}\r\n\r\n".encode()
    message = BytesParser(policy=policy.HTTP).parsebytes(top + body)
    return [
        (
            str(part.get_param("name", header="Content-Disposition")),
            part.get_filename(),
            part.get_content_type(),
            bytes(part.get_payload(decode=True)),
        )
        for part in message.iter_parts()
    ]


def test_fields_and_files_are_written_as_httpx_writes_them() -> None:
    headers, body = encoded({"a": "1", "b": ["2", b"3"]}, {"f": ("n.txt", b"content")})

    assert body == (
        b'--XX\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n'
        b'--XX\r\nContent-Disposition: form-data; name="b"\r\n\r\n2\r\n'
        b'--XX\r\nContent-Disposition: form-data; name="b"\r\n\r\n3\r\n'
        b'--XX\r\nContent-Disposition: form-data; name="f"; filename="n.txt"\r\n'
        b"Content-Type: text/plain\r\n\r\ncontent\r\n--XX--\r\n"
    )
    assert headers["Content-Length"] == str(len(body))
    assert headers["Content-Type"] == "multipart/form-data; boundary=XX"


@pytest.mark.parametrize(
    ("given", "head_lines"),
    [
        (b"x", [b'form-data; name="f"; filename="upload"', b"application/octet-stream"]),
        ("x", [b'form-data; name="f"; filename="upload"', b"application/octet-stream"]),
        (("a.json", "x"), [b'form-data; name="f"; filename="a.json"', b"application/json"]),
        ((None, "x"), [b'form-data; name="f"']),
        ((None, "x", "text/x"), [b'form-data; name="f"', b"text/x"]),
        (("a", "x", None, {"content-type": "b/c"}), [b'form-data; name="f"; filename="a"', b"b/c"]),
        (("a", io.BytesIO(b"x"), "d/e"), [b'form-data; name="f"; filename="a"', b"d/e"]),
    ],
)
def test_a_file_comes_in_every_shape_of_httpx(given: Any, head_lines: list[bytes]) -> None:
    part = file_part("f", given)

    values = [line.partition(b": ")[2] for line in part.head.split(b"\r\n") if line]
    assert values == head_lines
    assert part.size == 1


def test_an_open_file_gives_its_name_and_size(tmp_path: Path) -> None:
    path = tmp_path / "picture.png"
    path.write_bytes(b"png" * 100_000)
    with path.open("rb") as file:
        file.read(5)
        described, stream = encode_multipart({}, [("f", file)])
        first, again = b"".join(stream), b"".join(stream)  # type: ignore[arg-type]  # sync too

    assert first == again
    assert dict(described)[b"Content-Length"] == b"%d" % len(first)
    assert b'filename="picture.png"\r\nContent-Type: image/png' in first


def test_a_file_of_unknown_size_is_sent_in_chunks() -> None:
    class Pipe(io.RawIOBase):
        def __init__(self) -> None:
            self.left = [b"a", b"b"]

        def read(self, size: int = -1) -> bytes:
            return self.left.pop(0) if self.left else b""

    described, stream = encode_multipart(None, {"f": ("p", Pipe())})  # type: ignore[dict-item]  # raw files too

    assert described[0] == (b"Transfer-Encoding", b"chunked")
    assert isinstance(stream, MultipartStream)
    assert stream.length() is None
    assert b"\r\n\r\nab\r\n" in b"".join(stream)


def test_a_huge_file_is_announced_without_being_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.bin"
    with path.open("wb") as file:
        file.truncate(5 << 30)  # a hole: no byte is on the disk
    with path.open("rb") as file:
        request = Request("POST", "http://h/", files={"f": file})

        assert 5 << 30 < int(request.headers["content-length"]) < (5 << 30) + 1000
        assert file.tell() == 0


@pytest.mark.anyio
@pytest.mark.parametrize("size", [10, 200])
async def test_a_file_that_changes_while_it_is_sent_is_our_error(
    client: Caller, server: Loopback, tmp_path: Path, size: int
) -> None:
    path = tmp_path / "log"
    path.write_bytes(bytes(100))
    with path.open("rb") as file:
        request = client.client.build_request("POST", server / "echo", files={"f": file})
        path.write_bytes(bytes(size))

        with pytest.raises(LocalProtocolError, match="Content-Length"):
            await client.send(request)
    assert client.pool.open == 0


NAMES = [
    ("a b", "a b"), ('say "hi"', "say %22hi%22"), ("a\r\nb: c", "a%0D%0Ab: c"), ("a;b=c", "a;b=c"),
    ("日本.txt", "日本.txt"), ("e\u0301", "e\u0301"), ("a\0b", "a%00b"), ("100%", "100%"),
    ("%22", "%22"), ("../../etc/passwd", "../../etc/passwd"), ("back\\slash", "back\\\\slash"),
    ("a'b", "a'b"), ("\u202etxt.exe", "\u202etxt.exe"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "written"), NAMES)
def test_names_are_written_as_browsers_and_httpx_write_them(name: str, written: str) -> None:
    disposition = head(name, name, []).decode().split("\r\n")[0]

    assert disposition == (
        f'Content-Disposition: form-data; name="{written}"; filename="{written}"'
    )


def test_what_cannot_be_a_part_is_refused() -> None:
    for files, error in [
        ({"f": io.StringIO("x")}, "binary mode"),
        ({"f": 5}, "not int"),
        ({5: b"x"}, "name of a form field"),
    ]:
        with pytest.raises(TypeError, match=error):
            encode_multipart(None, files)  # type: ignore[arg-type]  # the point
    with pytest.raises(TypeError, match="not dict"):
        list(field_parts({"a": {}}))
    with pytest.raises(TypeError, match="not str"):
        encode_multipart("raw", {"f": b""})
    with pytest.raises(ValueError, match="a file is"):
        file_part("f", ("a",))


@pytest.mark.parametrize(
    "given",
    [
        ("a", b"x", "text/plain\r\nX-Injected: 1"),
        ("a", b"x", "text/plain\x00"),
        ("a", b"x", None, {"X-A": "1\nX-B: 2"}),
        ("a", b"x", None, {"X-A: 1\r\nX-B": "2"}),
        ("a", b"x", None, {"": "2"}),
    ],
)
def test_no_part_header_brings_a_line_of_its_own(given: Any) -> None:
    with pytest.raises(ValueError, match="header that HTTP does not allow"):
        file_part("f", given)


def test_names_are_escaped() -> None:
    assert escape('a"b\r\nc\\\x7fü') == "a%22b%0D%0Ac\\\\%7Fü"
    assert head("n", "f", [("A", "b")]) == (
        b'Content-Disposition: form-data; name="n"; filename="f"\r\nA: b\r\n\r\n'
    )
    assert guessed_type(None) is None


def test_the_boundary_is_the_callers_if_it_will_do() -> None:
    assert boundary_of(None) is None
    assert boundary_of("application/json; boundary=a") is None
    assert boundary_of("multipart/form-data") is None
    assert boundary_of('multipart/form-data; boundary="a b"; charset=x') == b"a b"
    assert quoted(b"a b") == b'"a b"'
    for bad in ("a\rb", "x" * 71, "ü"):
        with pytest.raises(ValueError, match="boundary"):
            boundary_of(f'multipart/form-data; boundary="{bad}"')
    with pytest.raises(ValueError, match="inside one of its parts"):
        encoded({}, {"f": b"\r\n--XX\r\n"})
    assert encode_multipart(None, {"f": b""})[0] != encode_multipart(None, {"f": b""})[0]


@given(
    st.lists(st.tuples(st.text(max_size=20), st.text(max_size=20), st.binary(max_size=100))),
)
def test_another_parser_finds_the_same_parts(parts: list[tuple[str, str, bytes]]) -> None:
    files = [(sent(name), (sent(other), content, "a/b")) for name, other, content in parts]
    _, body = encoded({}, files, boundary="f1d9e6cc7a6f4d0e")

    found = split(body, b"f1d9e6cc7a6f4d0e")
    assert len(found) == len(files)
    for (head_bytes, content), (_, (_, expected, _)) in zip(found, files, strict=True):
        assert content == expected
        assert head_bytes.count(b"\r\n") == 1
    assert len(list(file_parts(files))) == len(parts)


def sent(text: str) -> str:
    """Return a text that UTF-8 can hold."""
    return text.encode(errors="replace").decode()


def split(body: bytes, boundary: bytes) -> list[tuple[bytes, bytes]]:
    """Return head and content of each part, by RFC 2046 and nothing of ours."""
    pieces = (b"\r\n" + body).split(b"\r\n--" + boundary)
    assert pieces[0] == b""
    assert pieces[-1] == b"--\r\n"
    found = []
    for piece in pieces[1:-1]:
        head_bytes, _, content = piece.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        found.append((head_bytes, content))
    return found


def test_the_standard_librarys_parser_agrees() -> None:
    files = [("f", ("n.txt", b"one\r\ntwo")), ("g", ("m", b"\x00\xff", "image/png"))]

    assert parsed(*encoded({"a": "1"}, files)) == [
        ("a", None, "text/plain", b"1"),
        ("f", "n.txt", "text/plain", b"one\r\ntwo"),
        ("g", "m", "image/png", b"\x00\xff"),
    ]


@pytest.mark.anyio
async def test_files_go_through_every_client(
    client: Caller, server: Loopback, tmp_path: Path
) -> None:
    path = tmp_path / "a.bin"
    path.write_bytes(bytes(range(256)) * 2000)
    with path.open("rb") as file:
        response = await client.post(
            server / "echo", data={"a": "1"}, files={"f": file, "g": ("g.txt", "small")}
        )
    seen = server.requests[0]

    assert response.status_code == 200
    assert int(seen.header("Content-Length") or 0) == len(seen.body)
    found = parsed({"Content-Type": seen.header("Content-Type") or ""}, seen.body)
    assert [part[:3] for part in found] == [
        ("a", None, "text/plain"),
        ("f", "a.bin", "application/octet-stream"),
        ("g", "g.txt", "text/plain"),
    ]
    assert path.read_bytes() in seen.body


def test_a_form_in_memory_is_content_at_once_and_one_with_files_is_not() -> None:
    assert Request("POST", "http://h", files={"f": b"x"}).content.startswith(b"--")
    streamed = Request("POST", "http://h", files={"f": io.BytesIO(b"x")})
    with pytest.raises(RequestNotRead):
        _ = streamed.content
    assert streamed.read().endswith(b"--\r\n")


@pytest.mark.anyio
async def test_a_form_may_be_read_asynchronously() -> None:
    streamed = Request("POST", "http://h", files={"f": io.BytesIO(b"x")})

    assert (await streamed.aread()).endswith(b"--\r\n")
