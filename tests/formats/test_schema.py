import tomllib
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from workbench.formats.environment_toml import encode_environment
from workbench.formats.file_kinds import FileKind
from workbench.formats.folder_toml import encode_folder
from workbench.formats.schema import schema, with_schema, with_schema_in_place
from workbench.store.shipped import shipped_themes

from .odd_files import SPECS, odd_files
from .test_environment_edit import ENVIRONMENTS
from .test_folder_edit import FILES

VALIDATORS = {kind: Draft7Validator(schema(kind)) for kind in get_args(FileKind)}


def wrong(kind: FileKind, text: str) -> list[str]:
    """Return the places where a text is not what the schema of its kind says."""
    found = VALIDATORS[kind].iter_errors(tomllib.loads(text.removeprefix("\ufeff")))
    return [".".join(map(str, error.absolute_path)) for error in found]


@pytest.mark.parametrize("kind", VALIDATORS)
def test_every_kind_of_file_has_a_valid_schema(kind: FileKind) -> None:
    Draft7Validator.check_schema(schema(kind))

    assert schema(kind)["title"] == f"Workbench: {kind}"


@given(st.data())
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_what_decodes_is_valid(data: st.DataObject) -> None:
    text = data.draw(odd_files(data.draw(SPECS))).text.removeprefix("\ufeff")
    table = without_own_keys(tomllib.loads(text))

    assert [error.message for error in VALIDATORS["request"].iter_errors(table)] == []


@given(FILES, ENVIRONMENTS)
@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
def test_new_folders_and_environments_are_valid(file: Any, environment: Any) -> None:
    assert wrong("folder", encode_folder(file)) == []
    assert wrong("collection", encode_folder(file, root=True)) == []
    assert wrong("environment", encode_environment(environment)) == []


def test_shipped_themes_are_valid() -> None:
    for path in shipped_themes().glob("*.toml"):
        assert wrong("theme", path.read_text()) == []


@pytest.mark.parametrize(
    ("kind", "text", "place"),
    [
        ("request", "heders = {}", ""),
        ("request", "[options]\ntimeout = -1", "options.timeout"),
        ("request", "[options]\nhttp_version = '3'", "options.http_version"),
        ("request", "[auth]\ntype = 'beerer'", "auth"),
        ("request", "[auth]\ntype = 'bearer'\nusername = 'x'", "auth"),
        ("request", "[headers]\nA = { value = 'x', enabeld = false }", "headers"),
        ("request", "[checks]\nexpect = [1]", "checks.expect.0"),
        ("collection", "name = 'x'", ""),
        ("collection", "format = 2", "format"),
        ("environment", "protected = 'yes'", "protected"),
        ("settings", "layout = 'x'", "layout"),
        ("theme", "name = 'x'\n[colors]\nprimary = 'red'", "colors.primary"),
    ],
)
def test_what_is_wrong_is_invalid_at_its_place(kind: FileKind, text: str, place: str) -> None:
    assert wrong(kind, text) == [place]


def test_a_file_names_its_schema_in_its_first_line() -> None:
    text = with_schema("name = 'x'\n", "request", 2)

    assert text == "#:schema ../../.schema/request.json\n\nname = 'x'\n"
    assert with_schema(text, "request", 2) == text
    assert with_schema(text, "request", 0) == "#:schema .schema/request.json\n\nname = 'x'\n"
    assert with_schema("\ufeffa = 1\n", "folder", 1) == (
        "\ufeff#:schema ../.schema/folder.json\n\na = 1\n"
    )


def test_a_file_that_has_moved_gets_its_line_set_right() -> None:
    text = "#:schema ../.schema/request.json\nname = 'x'\n"

    assert with_schema_in_place(text, "request", 2) == text.replace("../", "../../")
    assert with_schema_in_place("name = 'x'\n", "request", 2) == "name = 'x'\n"
    assert with_schema_in_place("#:schema mine.json\n", "request", 2) == "#:schema mine.json\n"


def without_own_keys(plain: Any) -> Any:
    """Return a parsed value without the keys that generated files have beside the known."""
    if isinstance(plain, list):
        return [without_own_keys(item) for item in plain]
    if not isinstance(plain, dict):
        return plain
    own = {"note", "x-more", "x-unknown", "x-tool"}
    return {key: without_own_keys(item) for key, item in plain.items() if key not in own}
