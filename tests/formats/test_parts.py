from typing import Any

import pytest

from workbench.errors import WorkbenchError
from workbench.formats.parts import (
    decode_auth,
    decode_options,
    decode_type,
    encode_auth,
    encode_options,
    later_tables,
)
from workbench.formats.typed import Source
from workbench.model import AuthSpec, BasicAuth, BearerAuth, InheritAuth, NoAuth, Options

SOURCE = Source("[auth]\ntype = 1\n[options]\ntimeout = -1\n", "a.toml")


@pytest.mark.parametrize(
    "auth", [InheritAuth(), NoAuth(), BasicAuth("u", "p"), BearerAuth("t")], ids=repr
)
def test_a_credential_reads_back(auth: AuthSpec) -> None:
    assert decode_auth(encode_auth(auth), SOURCE) == (auth, ())


def test_an_empty_table_inherits() -> None:
    assert decode_auth({}, SOURCE) == (InheritAuth(), ())


def test_a_type_for_later_is_listed_and_not_read() -> None:
    assert decode_auth({"type": "digest", "username": 1}, SOURCE) == (
        InheritAuth(),
        ('auth type "digest"',),
    )


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({"type": "beerer"}, 'a.toml:2: unknown auth type "beerer"\nhint: did you mean "bearer"?'),
        ({"token": "t"}, "a.toml:1: .auth. has no type"),
        ({"type": 1}, 'a.toml:2: "auth.type" must be text'),
        ({"type": "bearer", "token": 1}, '"auth.token" must be text'),
    ],
    ids=["misspelt", "missing", "no text", "token"],
)
def test_a_wrong_credential_is_placed(table: dict[str, Any], message: str) -> None:
    with pytest.raises(WorkbenchError, match=message):
        decode_auth(table, SOURCE)


def test_options_read_back() -> None:
    options = Options(timeout=1.5, connect_timeout=2, follow_redirects=False, max_redirects=0)

    assert decode_options(encode_options(options), SOURCE) == (options, ())


def test_options_for_later_are_listed() -> None:
    assert decode_options({"verify": False, "x": 1}, SOURCE) == (Options(), ('option "verify"',))


@pytest.mark.parametrize("timeout", [-1, float("inf"), float("nan"), "1", True])
def test_a_time_that_is_none_is_refused(timeout: Any) -> None:
    with pytest.raises(WorkbenchError, match=r"a\.toml:4"):
        decode_options({"timeout": timeout}, SOURCE)


def test_tables_for_later_are_listed() -> None:
    assert later_tables({"checks": {}, "x": 1, "captures": {}}) == ("captures", "checks")


def test_a_type_may_be_missing_where_nothing_needs_it() -> None:
    assert decode_type({"other": 1}, SOURCE, "auth", ("type", "token"), "inherit") == "inherit"
