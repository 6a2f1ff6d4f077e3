import hashlib

import pytest

from .asking import answer_to

MULTIPART = (
    b'--x\r\nContent-Disposition: form-data; name="note"\r\n\r\nhello\r\n'
    b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.bin"\r\n'
    b"Content-Type: application/octet-stream\r\n\r\n\x00\xff\r\n\x80\r\n--x--\r\n"
)


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def test_any_body_is_measured() -> None:
    answer = answer_to("POST", "/upload", b"\x00\xff", content_type="image/png")

    assert answer.status == 201
    assert answer.json == {"type": "image/png", "size": 2, "sha256": sha256(b"\x00\xff")}


def test_every_part_of_a_multipart_body_is_measured_to_the_octet() -> None:
    said = answer_to("POST", "/upload", MULTIPART, content_type="multipart/form-data; boundary=x")

    note, file = said.json["parts"]
    assert (note["name"], note["size"], note["sha256"]) == ("note", 5, sha256(b"hello"))
    assert (file["name"], file["filename"]) == ("file", "a.bin")
    assert file["type"] == "application/octet-stream"
    assert file["sha256"] == sha256(b"\x00\xff\r\n\x80")


@pytest.mark.parametrize("body", [b"", b"--y\r\n", b"no parts at all"])
def test_a_multipart_body_without_parts_is_refused(body: bytes) -> None:
    kind = "multipart/form-data; boundary=x"

    assert answer_to("POST", "/upload", body, content_type=kind).status == 400
