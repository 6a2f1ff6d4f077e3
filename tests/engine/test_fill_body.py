import json
from datetime import UTC, datetime

import pytest

from workbench.engine.fill_body import content_type, filled_body
from workbench.engine.filling import Filling
from workbench.model import (
    BodySpec,
    Collection,
    FileBody,
    Folder,
    FormBody,
    GraphQLBody,
    MultipartBody,
    NoBody,
    Part,
    Row,
    TextBody,
    Variable,
)
from workbench.templating import Ambient, Resolver, Scope


def filling() -> Filling:
    scope = Scope("test", (Variable("who", 'a"b'), Variable("n", 3)))
    moment = Ambient(datetime(2026, 3, 1, tzinfo=UTC), bytes)
    return Filling(Resolver([scope], ambient=moment), "", Collection(Folder("", "Shop")))


def filled(body: BodySpec) -> object:
    fill = filling()
    made = filled_body(body, fill)
    assert fill.problems == ()
    return made


def test_bodies_that_are_bytes() -> None:
    assert filled(NoBody()) == b""
    assert filled(TextBody("text", "é {{who}}")) == 'é a"b'.encode()
    assert filled(FormBody((Row("a b", "{{who}}"), Row("c", "1", enabled=False)))) == b"a+b=a%22b"


def test_files_are_named_and_left_for_later() -> None:
    assert filled(FileBody("{{n}}.bin", "")) == FileBody("3.bin", "")
    parts = (Part("note", "{{n}}"), Part("off", enabled=False), Part("f", file="{{n}}.txt"))
    assert filled(MultipartBody(parts)) == MultipartBody(
        (Part("note", "3"), Part("f", file="3.txt"))
    )


def test_graphql_is_json_with_its_variables_as_they_are() -> None:
    body = GraphQLBody('query Q { a(x: "{{n}}") }', '{"n": {{n}}}', "Q")

    made = filled(body)

    assert isinstance(made, bytes)
    assert json.loads(made) == {
        "query": 'query Q { a(x: "3") }',
        "operationName": "Q",
        "variables": {"n": 3},
    }
    assert filled(GraphQLBody("{ a }")) == b'{"query": "{ a }"}'


def test_variables_that_are_no_json_and_a_file_without_a_name_are_problems() -> None:
    fill = filling()
    filled_body(GraphQLBody("{ a }", "{n: 1}"), fill)
    filled_body(FileBody(), fill)

    variables, file = fill.problems
    assert variables.what.startswith("the variables are not json: expecting property name")
    assert file.what == "the body is a file, and none is named"


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (NoBody(), ""),
        (TextBody("json"), "application/json"),
        (TextBody("xml"), "application/xml"),
        (TextBody("text"), "text/plain; charset=utf-8"),
        (FormBody(), "application/x-www-form-urlencoded"),
        (GraphQLBody(), "application/json"),
        (FileBody("a.png"), "image/png"),
        (FileBody("a.png", "image/x"), "image/x"),
        (FileBody("a"), "application/octet-stream"),
        (MultipartBody(), ""),
    ],
)
def test_every_kind_has_its_content_type(body: BodySpec, kind: str) -> None:
    assert content_type(body) == kind
