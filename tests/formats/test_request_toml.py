import tomllib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workbench.errors import WorkbenchError
from workbench.formats.request_toml import (
    checked,
    decode_request,
    encode_request,
    request_from,
)
from workbench.formats.typed import Source
from workbench.model import (
    BearerAuth,
    FormBody,
    Options,
    RequestSpec,
    Row,
    TextBody,
)

from .odd_files import SPECS

FULL = """\
name = "Create a user"
description = "Markdown."
tags = ["smoke"]
method = "POST"
url = "{{base_url}}/tenants/:tenant/users"

[path]
tenant = "acme"

[params]
page = "1"
tag = ["a", "b"]
debug = { value = "1", enabled = false }

[headers]
X-Legacy = { remove = true }

[auth]
type = "bearer"
token = "{{token}}"

[body]
type = "json"
text = '''
{"name": "Ada"}
'''

[options]
timeout = 30
follow_redirects = true
"""
SPEC = RequestSpec(
    name="Create a user",
    description="Markdown.",
    tags=("smoke",),
    method="POST",
    url="{{base_url}}/tenants/:tenant/users",
    path=(Row("tenant", "acme"),),
    params=(Row("page", "1"), Row("tag", "a"), Row("tag", "b"), Row("debug", "1", enabled=False)),
    headers=(Row("X-Legacy", removed=True),),
    auth=BearerAuth("{{token}}"),
    body=TextBody("json", '{"name": "Ada"}\n'),
    options=Options(timeout=30, follow_redirects=True),
)


def test_a_file_says_what_the_spec_says_both_ways() -> None:
    assert decode_request(FULL, "r.toml") == SPEC
    assert encode_request(SPEC) == FULL


def test_an_empty_file_is_a_request_with_defaults() -> None:
    assert decode_request("", "r.toml") == RequestSpec()


@given(SPECS)
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_spec_reads_back(spec: RequestSpec) -> None:
    assert decode_request(encode_request(spec), "r.toml") == spec


@given(st.binary(max_size=60) | st.text(max_size=60).map(str.encode))
@settings(deadline=None)
def test_any_text_is_a_request_or_a_problem(data: bytes) -> None:
    problems = 0
    try:
        decode_request(data.decode("latin-1"), "r.toml")
    except WorkbenchError as error:
        problems = len(error.problems)

    assert problems <= 1


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('\nname = ["x"]', 'r.toml:2: "name" must be text, not a list'),
        ("[headers]\nA = 'b'\n[params]\nc = 1979-01-01", 'r.toml:4: "c" must be text'),
        ("tags = [\n  'a',\n  1,\n]", 'r.toml:3: "tags" must be text, not a whole number'),
        ("headers = 'x'", 'r.toml:1: "headers" must be a table'),
        ("[captures]\nid = []\n[checks]\nexpect = [1]", 'r.toml:4: every item of "expect" must'),
        ("[checks]\nretry = { times = -1 }", 'r.toml:2: "times" must be zero or more'),
        ("[baseline]\nignore = 'x'", 'r.toml:2: "baseline.ignore" must be a list, not text'),
        ("\n[options]\nhttp_version = '3'", 'r.toml:3: "options.http_version" cannot be "3"'),
        ("[body]\ntext = 'x'", "r.toml:1: .body. has no type"),
        ("[body]\ntype = 'json'\ntext = 1", 'r.toml:3: "body.text" must be text'),
        ("[options]\ntimeout = '1'", 'r.toml:2: "options.timeout" must be a number, not text'),
        ("params = { a = { value = {} } }", 'r.toml:1: "value" must be a single value'),
    ],
)
def test_a_wrong_value_is_placed_at_its_line(text: str, message: str) -> None:
    with pytest.raises(WorkbenchError, match=message):
        decode_request(text, "r.toml")


def test_types_that_nobody_knows_are_listed() -> None:
    text = "[auth]\ntype = 'hawk'\n[body]\ntype = 'protobuf'\nfields = 1\n"

    assert decode_request(text, "r.toml").unsupported == (
        'auth type "hawk"',
        'body type "protobuf"',
    )


def test_unknown_keys_are_no_error() -> None:
    assert decode_request("colour = 1\n[future]\nx = 1\n[auth]\nx = 1", "r") == RequestSpec()


def test_form_fields_have_a_table_of_their_own() -> None:
    text = encode_request(RequestSpec(body=FormBody((Row("a", "1"),))))

    assert tomllib.loads(text)["body"] == {"type": "form", "fields": {"a": "1"}}


def test_a_text_that_says_something_else_is_refused() -> None:
    with pytest.raises(WorkbenchError, match="cannot be written"):
        checked("name = 'x'", RequestSpec(name="y"))


def test_a_parsed_file_is_read_without_parsing_it_again() -> None:
    assert request_from({"name": "x"}, Source("", "r")) == RequestSpec(name="x")
