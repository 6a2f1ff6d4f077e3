import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.errors import WorkbenchError
from workbench.formats.request_line import decode_request_line, is_request_line
from workbench.model import (
    AuthSpec,
    BasicAuth,
    BearerAuth,
    BodySpec,
    DigestAuth,
    FormBody,
    MultipartBody,
    NoBody,
    Part,
    Row,
    TextBody,
)


def body(line: str) -> BodySpec:
    return decode_request_line(line).spec.body


def content(line: str) -> Any:
    found = body(line)
    assert isinstance(found, TextBody)
    return json.loads(found.text)


@pytest.mark.parametrize(
    "line",
    ["POST :/users name=Ada", "http :8000/a", "$ https h.example", "GET /v1/users",
     "PUT {{base_url}}/a", "DELETE localhost/a", "GET api.example/a", "HEAD http://h"],
)  # fmt: skip
def test_a_request_in_one_line_is_recognised(line: str) -> None:
    assert is_request_line(line)


@pytest.mark.parametrize(
    "line",
    ["", "http", "http://h/a", "get user", "GET user", "save all", "POSTal :/a", "https "],
)
def test_other_lines_are_none(line: str) -> None:
    assert not is_request_line(line)


@pytest.mark.parametrize(
    ("line", "url"),
    [
        ("GET :/users", "{{base_url}}/users"),
        ("GET /users?a=1&b=2", "{{base_url}}/users?a=1&b=2"),
        ("http :8000/a", "http://localhost:8000/a"),
        ("http :3000", "http://localhost:3000"),
        ("https h.example/a", "https://h.example/a"),
        ("https ://h/a", "https://h/a"),
        ("http ws://h/a", "ws://h/a"),
        ("PUT {{other}}/a", "{{other}}/a"),
    ],
)
def test_a_url_may_be_short(line: str, url: str) -> None:
    assert decode_request_line(line, "{{base_url}}").spec.url == url


def test_the_method_follows_from_the_body_where_it_is_not_said() -> None:
    assert decode_request_line("http :/a q==1").spec.method == "GET"
    assert decode_request_line("http :/a q=1").spec.method == "POST"
    assert decode_request_line("http put :/a").spec.method == "PUT"
    assert decode_request_line("http localhost").spec.method == "GET"


def test_headers_and_parameters_are_taken() -> None:
    spec = decode_request_line("http :/a X-A:b:c Accept: X-E; q==a=b 'p== x' t:{{token}}").spec

    assert spec.headers == (
        Row("X-A", "b:c"), Row("Accept", removed=True), Row("X-E"), Row("t", "{{token}}"),
    )  # fmt: skip
    assert spec.params == (Row("q", "a=b"), Row("p", " x"))
    assert spec.body == NoBody()


def test_fields_become_json() -> None:
    line = """http :/a name='Ada L' age:=3 tags:='["a"]' url=http://h:1/?a=b 'a\\:b=é' time=12:30"""
    assert content(line) == {
        "name": "Ada L", "age": 3, "tags": ["a"], "url": "http://h:1/?a=b", "a:b": "é",
        "time": "12:30",
    }  # fmt: skip


def test_brackets_make_objects_and_lists() -> None:
    line = "http :/a user[name]=Ada user[age]:=3 tags[]=a tags[]=b deep[a][][b]:=1 a]=x [b]=y"
    assert content(line) == {
        "user": {"name": "Ada", "age": 3},
        "tags": ["a", "b"],
        "deep": {"a": [{"b": 1}]},
        "a]": "x",
        "[b]": "y",
    }
    for clash in ("t[]=1 t[a]=2", "t[a]=1 t[]=2", "t=1 t[a]=2"):
        with pytest.raises(WorkbenchError, match="is one thing here and another before"):
            decode_request_line(f"http :/a {clash}")


def test_templates_stay_what_they_are() -> None:
    assert body("http :/a age:={{age}} who={{user}} f=@a.txt g:=@b.json") == TextBody(
        "json",
        '{\n  "age": {{age}},\n  "who": "{{user}}",\n  "f": "{{file(\'a.txt\')}}",\n'
        "  \"g\": {{file('b.json') | parse_json}}\n}",
    )


def test_other_bodies() -> None:
    assert body("http -f :/a b=1 c:=2") == FormBody((Row("b", "1"), Row("c", "2")))
    parts = (Part("t", "1"), Part("f", file="a.png", content_type="image/png"))
    assert body("http :/a t=1 f@a.png;type=image/png") == MultipartBody(parts)
    assert body("http --multipart :/a t=1") == MultipartBody(parts[:1])
    assert body("http :/a --raw '[1]'") == TextBody("json", "[1]")
    assert body("http :/a --raw=hello") == TextBody("text", "hello")


@pytest.mark.parametrize(
    ("line", "auth"),
    [
        ("http -a ada:pw :/", BasicAuth("ada", "pw")),
        ("http -A digest -a ada:pw :/", DigestAuth("ada", "pw")),
        ("http --auth-type=bearer --auth=tok :/", BearerAuth("tok")),
    ],
)
def test_credentials_are_taken(line: str, auth: AuthSpec) -> None:
    assert decode_request_line(line).spec.auth == auth


def test_what_follows_the_command_is_told() -> None:
    found = decode_request_line("http :/a \\\n  b=1 | jq .")

    assert found.spec.body == TextBody("json", '{\n  "b": "1"\n}')
    assert [str(problem) for problem in found.problems] == [
        'what follows the command is left out: "| jq ."'
    ]


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("http", "there is no URL"),
        ("POST :/a name", '"name" says nothing of a request'),
        ("POST :/a a:=nope", '"nope" is no JSON'),
        ("POST :/a 'b", "a quote is never closed"),
    ],
)
def test_what_is_wrong_is_told(line: str, what: str) -> None:
    with pytest.raises(WorkbenchError, match=what):
        decode_request_line(line)


@given(st.text(alphabet="ab:=@;[]{}\\'\" |-/1", max_size=40))
def test_any_line_is_read_or_refused(text: str) -> None:
    with suppress(WorkbenchError):
        decode_request_line(f"http :/a {text}")
