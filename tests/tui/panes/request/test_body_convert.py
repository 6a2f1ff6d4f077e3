import pytest

from workbench.formats.body_table import BODIES, body_name
from workbench.model import (
    BodySpec,
    FileBody,
    FormBody,
    GraphQLBody,
    MultipartBody,
    NoBody,
    Part,
    Row,
    TextBody,
)
from workbench.tui.panes.request.body_convert import EMPTY, KINDS, converted

FORM = FormBody((Row("a", "1"), Row("b", "x y"), Row("off", "1", enabled=False)))


def test_every_kind_has_an_empty_body() -> None:
    assert KINDS == BODIES
    assert all(body_name(body) == kind for kind, body in EMPTY.items())


@pytest.mark.parametrize(
    ("body", "kind", "expected"),
    [
        (TextBody("json", "[1]"), "xml", TextBody("xml", "[1]")),
        (FORM, "json", TextBody("json", '{\n  "a": "1",\n  "b": "x y"\n}')),
        (FORM, "multipart", MultipartBody((Part("a", "1"), Part("b", "x y"),
                                           Part("off", "1", enabled=False)))),
        (FORM, "text", TextBody("text", "a=1&b=x%20y")),
        (FormBody((Row("t", "1"), Row("t", "2"))), "json",
         TextBody("json", '{\n  "t": [\n    "1",\n    "2"\n  ]\n}')),
        (TextBody("json", '{"a": 1, "t": ["x", true], "o": {"b": []}}'), "form",
         FormBody((Row("a", "1"), Row("t", "x"), Row("t", "true"), Row("o", '{"b": []}')))),
        (TextBody("text", "a=1&b=x%20y&c="), "form",
         FormBody((Row("a", "1"), Row("b", "x y"), Row("c", "")))),
        (MultipartBody((Part("a", "1"),)), "form", FormBody((Row("a", "1"),))),
        (GraphQLBody("{ a }", '{"x": 1}', "q"), "json",
         TextBody("json", '{\n  "query": "{ a }",\n  "operationName": "q",\n  "variables": {\n'
                          '    "x": 1\n  }\n}')),
        (TextBody("json", '{"query": "{ a }", "variables": {"x": 1}}'), "graphql",
         GraphQLBody("{ a }", '{\n  "x": 1\n}')),
        (TextBody("text", "{ a }"), "graphql", GraphQLBody("{ a }")),
    ],
)  # fmt: skip
def test_content_is_converted(body: BodySpec, kind: str, expected: BodySpec) -> None:
    assert converted(body, kind) == expected


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (TextBody("json", "[1]"), "form"),
        (TextBody("json", "{{body}}"), "form"),
        (TextBody("xml", "<a/>"), "multipart"),
        (MultipartBody((Part("a", file="x"),)), "form"),
        (GraphQLBody("{ a }", "{{vars}}"), "json"),
        (FORM, "file"),
        (FileBody("x"), "json"),
        (NoBody(), "json"),
        (TextBody("json"), "form"),
    ],
)
def test_what_another_kind_cannot_say_is_not_converted(body: BodySpec, kind: str) -> None:
    assert converted(body, kind) is None
