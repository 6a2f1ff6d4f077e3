import pytest

from workbench.formats.request_text import decode_request_text, is_request_text

TEXTS = {
    "curl -X PUT http://h/a": ("PUT", "http://h/a"),
    "PATCH /a HTTP/1.1\nHost: h:80\n\n": ("PATCH", "http://h:80/a"),
    "http DELETE h/a": ("DELETE", "http://h/a"),
    "GET /a": ("GET", "{{base_url}}/a"),
}


@pytest.mark.parametrize("text", TEXTS)
def test_each_way_to_write_a_request_is_read(text: str) -> None:
    assert is_request_text(text)
    spec = decode_request_text(text, "{{base_url}}").spec
    assert (spec.method, spec.url) == TEXTS[text]


def test_other_texts_are_none() -> None:
    for text in ("", "http://h/a", "{{base_url}}/a", "get a", "save all", "GET"):
        assert not is_request_text(text)
