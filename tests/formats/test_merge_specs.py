from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from workbench.formats.folder_toml import FolderFile
from workbench.formats.merge_specs import merge_environments, merge_folders, merge_specs
from workbench.model import (
    Baseline,
    BasicAuth,
    BearerAuth,
    Check,
    Checks,
    Defaults,
    Environment,
    FormBody,
    MultipartBody,
    Options,
    Part,
    RequestSpec,
    Row,
    SecretReference,
    TextBody,
    Variable,
)

from .odd_files import SPECS

BASE = RequestSpec(
    name="Create",
    url="http://h",
    headers=(Row("Accept", "*/*"), Row("X-A", "1")),
    auth=BearerAuth("t"),
    body=TextBody("json", "{\n  1,\n  2\n}\n"),
    checks=Checks((Check("status == 200"),)),
    baseline=Baseline(),
)
CHANGES: list[dict[str, Any]] = [
    {"name": "Make"},
    {"description": "Why."},
    {"tags": ("smoke",)},
    {"method": "POST"},
    {"url": "http://x"},
    {"params": (Row("a", "1"),)},
    {"headers": (Row("Accept", "text/plain"), Row("X-A", "1"))},
    {"auth": BearerAuth("new")},
    {"body": FormBody((Row("a", "1"),))},
    {"options": Options(timeout=5)},
    {"variables": (Variable("a", 1),)},
    {"captures": (Row("id", "body"),)},
    {"checks": Checks((Check("status == 201"),))},
    {"baseline": None},
]


@given(SPECS, SPECS)
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_what_only_one_side_changed_is_taken(base: RequestSpec, side: RequestSpec) -> None:
    assert merge_specs(base, side, base) == (side, ())
    assert merge_specs(base, base, side) == (side, ())
    assert merge_specs(base, side, side) == (side, ())


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: next(iter(change)))
def test_changes_of_different_fields_are_both_taken(change: dict[str, Any]) -> None:
    for other in CHANGES:
        if other.keys() != change.keys():
            merged = merge_specs(BASE, replace(BASE, **change), replace(BASE, **other))

            assert merged == (replace(BASE, **change, **other), ())


@pytest.mark.parametrize(
    ("ours", "theirs", "field"),
    [
        ({"url": "a"}, {"url": "b"}, "url"),
        ({"auth": BearerAuth("a")}, {"auth": BearerAuth("b")}, "auth.token"),
        ({"auth": BasicAuth("a")}, {"auth": BearerAuth("b")}, "auth"),
        ({"headers": (Row("X-A", "2"),)}, {"headers": (Row("X-A", "3"),)}, "headers.X-A"),
        ({"options": Options(timeout=1)}, {"options": Options(timeout=2)}, "options.timeout"),
        ({"variables": (Variable("a", 1),)}, {"variables": (Variable("a", "1"),)}, "variables.a"),
        ({"body": TextBody("json", "a")}, {"body": TextBody("json", "b")}, "body.text"),
        ({"body": FormBody()}, {"body": TextBody("json", "b")}, "body"),
        ({"baseline": None}, {"baseline": Baseline("x")}, "baseline"),
        ({"baseline": Baseline("y")}, {"baseline": Baseline("x")}, "baseline.file"),
        ({"checks": Checks((Check("a"),))}, {"checks": Checks((Check("b"),))}, "checks.expect"),
    ],
    ids=str,
)
def test_two_changes_of_one_field_conflict_and_can_be_chosen(
    ours: dict[str, Any], theirs: dict[str, Any], field: str
) -> None:
    left, right = replace(BASE, **ours), replace(BASE, **theirs)

    merged, conflicts = merge_specs(BASE, left, right)

    assert [conflict.field for conflict in conflicts] == [field]
    assert getattr(merged, next(iter(ours))) == next(iter(ours.values()))
    chosen, left_over = merge_specs(BASE, left, right, {field: "theirs"})
    assert getattr(chosen, next(iter(theirs))) == next(iter(theirs.values()))
    assert left_over == ()


def test_lines_of_a_body_and_checks_merge() -> None:
    ours = replace(BASE, body=TextBody("json", "{\n  0,\n  2\n}\n".replace("2\n}", "2\n}")))
    theirs = replace(BASE, body=TextBody("json", "{\n  1,\n  2\n}\n\n# end\n"))
    merged, conflicts = merge_specs(BASE, ours, theirs)

    assert (merged.body, conflicts) == (TextBody("json", "{\n  0,\n  2\n}\n\n# end\n"), ())


def test_both_add_a_check_or_a_part() -> None:
    first = BASE.checks.expect
    ours = replace(BASE, checks=Checks((*first, Check("a"))))
    theirs = replace(BASE, checks=Checks((*first, Check("b"))))
    parts = [MultipartBody((Part("a", x), *more)) for x, more in (("1", ()), ("1", (Part("b"),)))]

    assert merge_specs(BASE, ours, theirs)[0].checks.expect == (*first, Check("a"), Check("b"))
    old, new = (replace(BASE, body=body) for body in parts)
    assert merge_specs(old, new, old)[0].body == parts[1]


def test_folders_merge_by_field() -> None:
    base = FolderFile("Shop", order=("a",), defaults=Defaults(auth=BearerAuth("t")))
    ours = replace(base, order=("a", "b"), name="Store")
    theirs = replace(base, order=("a", "c"), defaults=Defaults(headers=(Row("A", "1"),)))

    assert merge_folders(base, ours, theirs) == (
        FolderFile("Store", order=("a", "b", "c"), defaults=theirs.defaults),
        (),
    )


def test_environments_merge_by_field() -> None:
    base = Environment("e", (Variable("a", 1),), color="red")
    ours = replace(base, secrets=(SecretReference("t", "env:T"),), color="blue")
    theirs = replace(base, variables=(Variable("a", 2),), color="green")

    merged, (conflict,) = merge_environments(base, ours, theirs)

    assert merged == replace(ours, variables=theirs.variables)
    assert (conflict.field, conflict.ours, conflict.theirs) == ("color", '"blue"', '"green"')
