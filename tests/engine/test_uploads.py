import io
from pathlib import Path

import pytest

from workbench.client import Request
from workbench.engine.uploads import UploadFile, body_of
from workbench.errors import WorkbenchError
from workbench.model import FileBody, MultipartBody, Part, Resolved
from workbench.store.attachments import OutsideError, open_attachment


def sent(body: bytes | FileBody | MultipartBody, root: Path, *allowed: Path) -> tuple[str, bytes]:
    resolved = Resolved("a", "A", "POST", "http://h/", body=body)
    names = frozenset(str(path.resolve()) for path in allowed)
    with body_of(resolved, root, names) as arguments:
        request = Request("POST", "http://h/", **arguments)
        return request.headers.get("content-type", ""), request.read()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop" / "a.bin").write_bytes(b"\x00\xff" * 300_000)
    (tmp_path / "outside.txt").write_text("outside")
    return tmp_path / "shop"


def test_bytes_and_files_are_sent_as_they_are(root: Path) -> None:
    assert sent(b"", root) == ("", b"")
    assert sent(b"abc", root)[1] == b"abc"
    assert sent(FileBody("a.bin"), root)[1] == b"\x00\xff" * 300_000


def test_parts_carry_their_names_and_kinds(root: Path) -> None:
    parts = (
        Part("note", "é"),
        Part("f", file="a.bin"),
        Part("g", file="a.bin", filename="b.txt", content_type="text/x"),
        Part("named", "v", filename="v.json"),
    )

    kind, content = sent(MultipartBody(parts), root)

    assert kind.startswith("multipart/form-data; boundary=")
    assert 'name="note"\r\n\r\né\r\n'.encode() in content
    assert b'name="f"; filename="a.bin"\r\nContent-Type: application/octet-stream' in content
    assert b'name="g"; filename="b.txt"\r\nContent-Type: text/x\r\n\r\n\x00' in content
    assert b'name="named"; filename="v.json"\r\nContent-Type: application/json' in content


def test_a_file_outside_of_the_collection_needs_to_be_allowed(root: Path) -> None:
    body = FileBody("../outside.txt")

    with pytest.raises(OutsideError):
        sent(body, root)
    assert sent(body, root, root / "../outside.txt")[1] == b"outside"
    with pytest.raises(WorkbenchError, match="there is no such file"):
        sent(FileBody("none"), root)


def test_an_upload_is_a_file_that_goes_back(root: Path) -> None:
    with open_attachment(root, "a.bin") as attachment:
        file = UploadFile(attachment)
        assert (file.readable(), file.seekable(), file.name) == (True, True, "a.bin")
        assert file.read(3) == b"\x00\xff\x00"
        assert file.tell() == 3
        assert file.seek(-2, io.SEEK_END) == 599_998
        assert file.read() == b"\x00\xff"
        assert file.seek(-1, io.SEEK_CUR) == 599_999
        assert file.seek(0) == 0


def test_a_file_that_changes_while_it_is_sent_ends_the_request(root: Path) -> None:
    with open_attachment(root, "a.bin") as attachment:
        file = UploadFile(attachment)
        file.read(10)
        (root / "a.bin").write_bytes(b"short")

        with pytest.raises(WorkbenchError, match="changed while it was read"):
            file.read()
