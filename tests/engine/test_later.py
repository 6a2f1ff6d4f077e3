from dataclasses import fields

import pytest

from workbench.engine.later import beyond_engine, beyond_engine_inherited
from workbench.model import (
    Baseline,
    BasicAuth,
    Check,
    Checks,
    FileBody,
    InheritAuth,
    NetrcAuth,
    Options,
    RequestSpec,
    Row,
    TextBody,
)


@pytest.mark.parametrize(
    ("spec", "found"),
    [
        (RequestSpec(body=TextBody("json", "{}"), auth=BasicAuth("a", "b")), ()),
        (RequestSpec(captures=(Row("id", "body", enabled=False),)), ()),
        (RequestSpec(captures=(Row("id", "body"),)), ("captures",)),
        (RequestSpec(checks=Checks((Check("status == 200"),))), ("checks",)),
        (RequestSpec(baseline=Baseline()), ("baseline",)),
        (RequestSpec(body=FileBody("a")), ("body of the kind FileBody",)),
    ],
    ids=str,
)
def test_what_a_request_asks_for_beyond_the_engine_is_named(
    spec: RequestSpec, found: tuple[str, ...]
) -> None:
    assert beyond_engine(spec) == found


def test_only_the_options_that_are_sent_with_pass() -> None:
    known = Options(timeout=1, connect_timeout=1, follow_redirects=True, max_redirects=1)
    others = Options(**{field.name: 1 for field in fields(Options)})  # type: ignore[arg-type]

    assert beyond_engine_inherited(InheritAuth(), known) == ()
    assert len(beyond_engine_inherited(NetrcAuth(), others)) == 1 + len(fields(Options)) - 7
