import gzip
import json

import pytest

from .asking import answer_to


def test_headers_come_back_as_they_arrived() -> None:
    assert answer_to("GET", "/headers", x_one="1").json["headers"]["x-one"] == "1"


@pytest.mark.parametrize("method", ["GET", "POST", "PURGE"])
def test_echo_says_everything_about_any_request(method: str) -> None:
    said = answer_to(
        method, "/echo?a=1&a=%C3%A9", b'{"x": [1]}', content_type="application/json"
    ).json

    assert said["method"] == method
    assert said["url"] == "http://demo.test/echo?a=1&a=%C3%A9"
    assert said["query"] == [["a", "1"], ["a", "é"]]
    assert (said["body"], said["json"]) == ('{"x": [1]}', {"x": [1]})


@pytest.mark.parametrize(("n", "to"), [("3", "/redirect/2"), ("1", "/headers"), ("0", "/headers")])
def test_redirects_count_down(n: str, to: str) -> None:
    answer = answer_to("GET", f"/redirect/{n}")

    assert (answer.status, answer.headers["location"]) == (302, to)


@pytest.mark.parametrize("path", ["/redirect/51", "/redirect/x", "/status/199", "/status/2000"])
def test_a_number_out_of_range_is_refused(path: str) -> None:
    assert answer_to("GET", path).status == 400


@pytest.mark.parametrize("code", [200, 204, 304, 418, 599])
def test_any_status_can_be_had(code: int) -> None:
    answer = answer_to("GET", f"/status/{code}")

    assert answer.status == code
    assert bool(answer.body) == (code not in (204, 304))


@pytest.mark.parametrize("size", [256, 300, 1_000, 100_003])
def test_a_json_document_has_the_size_asked_for(size: int) -> None:
    answer = answer_to("GET", f"/json?bytes={size}")

    assert answer.headers["content-length"] == str(size)
    assert len(answer.body) == size
    assert json.loads(answer.body)["items"][0]["id"] == 1


def test_bytes_hold_every_value() -> None:
    answer = answer_to("GET", "/bytes?n=70000")

    assert len(answer.body) == 70000
    assert answer.body[:256] == bytes(range(256))


def test_the_size_of_bytes_is_bounded() -> None:
    assert answer_to("HEAD", "/bytes?n=0").headers["content-length"] == "0"


def test_escapes_are_in_the_body_and_in_headers() -> None:
    answer = answer_to("GET", "/escapes")

    assert b"\x1b]52;c;" in answer.body
    assert answer.headers["x-title"].startswith("\x1b]0;")


def test_gzip_is_gzip() -> None:
    answer = answer_to("GET", "/gzip")

    assert answer.headers["content-encoding"] == "gzip"
    assert len(json.loads(gzip.decompress(answer.body))["items"]) == 200
