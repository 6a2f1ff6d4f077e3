import json
from dataclasses import replace

import pytest

from workbench.engine.introspecting import MOST_BODY, introspection_of, told_by
from workbench.engine.prepare import prepare
from workbench.errors import Problem, WorkbenchError
from workbench.model import (
    BearerAuth,
    Check,
    Checks,
    Exchange,
    Failure,
    GraphQLBody,
    Hop,
    RequestSpec,
    Row,
)

from .shops import ordered, shop
from .test_judging import Body

HOP = Hop("POST", "http://h/", (), 200, "OK", "HTTP/1.1", ())
DONE = Exchange(1, "r", "R", "POST", "http://h/", 0.0, "done", (HOP,))


def test_the_schema_is_asked_for_where_and_as_the_request_goes() -> None:
    spec = RequestSpec(
        method="POST",
        url="http://h/graphql",
        headers=(Row("X-A", "1"),),
        auth=BearerAuth("t"),
        body=GraphQLBody("{ me }", '{"a": 1}', "Op"),
        checks=Checks((Check("status == 1"),)),
        captures=(Row("a", "status"),),
    )
    order = introspection_of(ordered(shop(r=spec), "r"))
    request = prepare(order).request

    assert (order.spec.checks, order.spec.captures) == (Checks(), ())
    assert (request.url, request.auth, request.method) == (spec.url, spec.auth, "POST")
    assert ("X-A", "1") in request.headers
    assert isinstance(request.body, bytes)
    said = json.loads(request.body)
    assert said["operationName"] in said["query"]
    assert "variables" not in said


def test_what_the_server_tells_is_returned() -> None:
    body = Body(b'{"data": {"__schema": {"types": []}}}')

    assert told_by(replace(DONE, body=body)) == {"types": []}


@pytest.mark.parametrize(
    ("exchange", "what"),
    [
        (replace(DONE, failure=Failure("dns", Problem("no such host"))), "no such host"),
        (DONE, "does not tell its schema in"),
        (replace(DONE, body=Body(b"", MOST_BODY + 1)), "does not tell its schema in"),
        (replace(DONE, body=Body(b"no")), "JSON$|JSON\n"),
        (replace(DONE, hops=(replace(HOP, status=401),), body=Body(b"no")), "(status 401)"),
    ],
)
def test_why_there_is_none_is_one_clear_error(exchange: Exchange, what: str) -> None:
    with pytest.raises(WorkbenchError, match=what.replace("(", "[(]").replace(")", "[)]")):
        told_by(exchange)
