from dataclasses import fields
from typing import Any

import pytest

from workbench.model import Capabilities

EVERYTHING = Capabilities(
    outside_files=frozenset({"/etc/hosts"}),
    env_names=frozenset({"HOME"}),
    keyring_entries=frozenset({"shop/ada"}),
    commands=frozenset({"op read x"}),
    apps=frozenset({"shop.main:app"}),
    unverified=frozenset({"old.shop.dev"}),
    proxies=frozenset({"http://proxy:3128"}),
    secret_hosts=frozenset({("api.shop.dev", "token")}),
)
KINDS = [field.name for field in fields(Capabilities)]


def only(kind: str) -> Capabilities:
    values: dict[str, Any] = {kind: getattr(EVERYTHING, kind)}
    return Capabilities(**values)


def test_asking_for_nothing_is_false() -> None:
    assert not Capabilities()
    assert Capabilities().lines() == ()


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_power_counts(kind: str) -> None:
    assert only(kind)
    assert EVERYTHING.missing(only(kind)) | only(kind) == EVERYTHING
    assert only(kind).missing(EVERYTHING) == Capabilities()
    assert only(kind).missing(Capabilities()) == only(kind)


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_power_has_a_line_for_people(kind: str) -> None:
    (line,) = only(kind).lines()

    for member in getattr(EVERYTHING, kind):
        for word in member if isinstance(member, tuple) else (member,):
            assert word in line


def test_what_is_new_after_a_pull_is_exactly_the_difference() -> None:
    granted = Capabilities(secret_hosts=frozenset({("api.shop.dev", "token")}))
    asked = Capabilities(
        secret_hosts=frozenset({("api.shop.dev", "token"), ("evil.example", "token")}),
        unverified=frozenset({"api.shop.dev"}),
    )

    assert asked.missing(granted).lines() == (
        "send the secret token to evil.example",
        "not check the certificate of api.shop.dev",
    )
