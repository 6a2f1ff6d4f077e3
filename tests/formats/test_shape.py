from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from workbench.formats.request_toml import encode_request
from workbench.formats.shape import (
    Shape,
    environment_shape,
    folder_shape,
    request_shape,
    settings_shape,
    theme_shape,
    unknown_keys,
)
from workbench.formats.toml import parse
from workbench.model import RequestSpec

from .odd_files import SPECS


def unknown(text: str, shape: Shape | None = None) -> list[str]:
    table = parse(text, "a.toml")
    return [".".join(key.path) for key in unknown_keys(table, shape or request_shape(table))]


@given(SPECS)
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_all_that_is_written_is_known(spec: RequestSpec) -> None:
    assert unknown(encode_request(spec)) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("heders = {}", ["heders"]),
        ("[headers]\nAccept = { value = 'x', enabeld = false }", ["headers.Accept.enabeld"]),
        ("[params]\na = [{ value = 'x', note = 1 }, 'y']", ["params.a.note"]),
        ("[[params]]\nname = 'a'\nvalu = 1", ["params.valu"]),
        ("[variables]\na = { b = 1 }\nc = { value = 1, b = 1 }", ["variables.c.b"]),
        ("[auth]\ntype = 'bearer'\ntokn = 'x'", ["auth.tokn"]),
        ("[auth]\ntype = 'basic'\ntoken = 'x'", ["auth.token"]),
        ("[auth]\ntype = 'hawk'\nid = 1", []),
        ("[auth]\nid = 1", []),  # that there is no type is told
        ("[body]\ntype = 'json'\nfile = 'x'", ["body.file"]),
        ("[body]\ntype = 'protobuf'\nx = 1", []),
        ("[body]\ntype = 'multipart'\n[body.parts]\na = { files = 'x' }", ["body.parts.a.files"]),
        ("[options]\ntimout = 1", ["options.timout"]),
        (
            "[checks]\nexpect = [{ check = 'x', enabld = 1 }]\nretry = { time = 1 }",
            ["checks.expect.enabld", "checks.retry.time"],
        ),
    ],
)
def test_keys_that_nobody_knows_are_found(text: str, found: list[str]) -> None:
    assert unknown(text) == found


def test_other_files_know_other_keys() -> None:
    text: Any = "format = 1\ntheme = 'x'\ncolor = 'red'\norder = []"

    assert unknown(text, folder_shape({}, root=True)) == ["theme", "color"]
    assert unknown(text, folder_shape({}, root=False)) == ["format", "theme", "color"]
    assert unknown(text, environment_shape()) == ["format", "theme", "order"]
    assert unknown(text, settings_shape()) == ["format", "color", "order"]
    assert unknown("name = 'x'\ncolours = 1\n[ui]\nborder = 'x'", theme_shape()) == ["colours"]


def test_an_unknown_key_comes_with_the_known_ones() -> None:
    (key,) = unknown_keys({"colour": 1}, environment_shape())

    assert key.known == ("color", "protected", "app", "variables", "secrets")
