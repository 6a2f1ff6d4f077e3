import pytest

from workbench.errors import WorkbenchError
from workbench.formats.body_table import (
    BODIES,
    body_name,
    body_values,
    decode_body,
    encode_body,
    encode_body_rows,
)
from workbench.formats.typed import Source
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

SOURCE = Source("", "a.toml")
ALL: list[BodySpec] = [
    NoBody(),
    TextBody("json", "{}"),
    TextBody("text"),
    TextBody("xml", "<a/>"),
    FormBody((Row("a", "1"), Row("a", "2"))),
    MultipartBody((Part("a", "1"), Part("b", file="f.png"))),
    FileBody("f.bin", "image/png"),
    GraphQLBody("{ me }", '{"a": 1}'),
]


@pytest.mark.parametrize("body", ALL, ids=repr)
def test_a_body_reads_back(body: BodySpec) -> None:
    rows = encode_body_rows(body)

    assert decode_body(encode_body(body) | rows, SOURCE) == (body, ())
    assert decode_body(body_values(body) | rows, SOURCE) == (body, ())


def test_every_body_has_a_name() -> None:
    assert tuple(body_name(body) for body in ALL) == BODIES


def test_what_has_its_default_is_not_written() -> None:
    assert encode_body(GraphQLBody("q")) == {"type": "graphql", "query": "q"}
    assert body_values(GraphQLBody("q"))["operation"] == ""


def test_a_type_that_nobody_knows_is_listed_and_not_read() -> None:
    assert decode_body({"type": "protobuf", "text": 1}, SOURCE) == (
        NoBody(),
        ('body type "protobuf"',),
    )


def test_an_empty_table_is_no_body() -> None:
    assert decode_body({"note": 1}, SOURCE) == (NoBody(), ())


def test_a_table_without_a_type_is_told_what_there_is() -> None:
    source = Source("[body]\ntext = 'x'\n", "a.toml")

    with pytest.raises(WorkbenchError, match=r"no type\nhint: .* one of: none, json, text, xml"):
        decode_body({"text": "x"}, source)
