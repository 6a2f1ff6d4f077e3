"""Merge the nouns of files three ways, field by field."""

from collections.abc import Mapping
from typing import Any

from workbench.model import (
    AuthSpec,
    Baseline,
    BodySpec,
    Check,
    Checks,
    Defaults,
    Environment,
    FormBody,
    MultipartBody,
    RequestSpec,
)

from .auth_table import encode_auth
from .body_table import encode_body, encode_body_rows
from .checks_table import encode_baseline, encode_check, encode_retry
from .environment_toml import ENVIRONMENT_ROWS
from .folder_toml import DEFAULT_ROWS, FolderFile
from .merge_choices import Choices, Conflict, Side, Sides
from .notations import PARTS, ROWS
from .request_toml import ROW_TABLES
from .rows import Notations
from .write import value

NONE_CHOSEN: Mapping[str, Side] = {}


def merge_specs(
    base: RequestSpec,
    ours: RequestSpec,
    theirs: RequestSpec,
    chosen: Mapping[str, Side] = NONE_CHOSEN,
) -> tuple[RequestSpec, tuple[Conflict, ...]]:
    """Return a request with the changes of both sides, and the fields that conflict.

    Rows and variables are fields by their names, such as `headers.Accept`; lines of texts
    and items of lists merge too, where their places differ. In a conflict the result has
    ours, until `chosen` names a side for the field. Either side may be a draft.
    """
    choices, sides = Choices(chosen), Sides(base, ours, theirs)
    merged = RequestSpec(
        name=choices.one("name", sides.get("name"), value),
        description=choices.text("description", sides.get("description")),
        tags=choices.sequence("tags", sides.get("tags"), _words),
        method=choices.one("method", sides.get("method"), value),
        url=choices.one("url", sides.get("url"), value),
        auth=_auth(choices, sides.get("auth")),
        body=_body(choices, sides.get("body")),
        options=choices.fields("options", sides.get("options")),
        checks=_checks(choices, sides.get("checks")),
        baseline=_baseline(choices, sides.get("baseline")),
        unsupported=ours.unsupported,
        **_rows(choices, sides, ROW_TABLES),
    )
    return merged, choices.conflicts


def merge_folders(
    base: FolderFile,
    ours: FolderFile,
    theirs: FolderFile,
    chosen: Mapping[str, Side] = NONE_CHOSEN,
) -> tuple[FolderFile, tuple[Conflict, ...]]:
    """Return a folder's file with the changes of both sides, and the fields that conflict."""
    choices, sides = Choices(chosen), Sides(base, ours, theirs)
    defaults = sides.get("defaults")
    merged = FolderFile(
        name=choices.one("name", sides.get("name"), value),
        description=choices.text("description", sides.get("description")),
        order=choices.sequence("order", sides.get("order"), _words),
        defaults=Defaults(
            auth=_auth(choices, defaults.get("auth")),
            options=choices.fields("options", defaults.get("options")),
            **_rows(choices, defaults, DEFAULT_ROWS),
        ),
        unsupported=ours.unsupported,
    )
    return merged, choices.conflicts


def merge_environments(
    base: Environment,
    ours: Environment,
    theirs: Environment,
    chosen: Mapping[str, Side] = NONE_CHOSEN,
) -> tuple[Environment, tuple[Conflict, ...]]:
    """Return an environment with the changes of both sides, and the fields that conflict."""
    choices, sides = Choices(chosen), Sides(base, ours, theirs)
    singles: dict[str, Any] = {
        name: choices.one(name, sides.get(name), value) for name in ("color", "protected", "app")
    }
    rows = _rows(choices, sides, ENVIRONMENT_ROWS)
    return Environment(ours.name, **singles, **rows), choices.conflicts


def _rows(choices: Choices, sides: Sides[Any], notations: Notations) -> dict[str, Any]:
    return {
        name: choices.rows(name, sides.get(name), notation) for name, notation in notations.items()
    }


def _auth(choices: Choices, sides: Sides[AuthSpec]) -> Any:
    if type(sides.base) is type(sides.ours) is type(sides.theirs):
        return choices.fields("auth", sides)
    return choices.one("auth", sides, lambda auth: value(encode_auth(auth)))


def _body(choices: Choices, sides: Sides[BodySpec]) -> Any:
    match sides:
        case Sides(FormBody(), FormBody(), FormBody()):
            return FormBody(choices.rows("body.fields", sides.get("fields"), ROWS))
        case Sides(MultipartBody(), MultipartBody(), MultipartBody()):
            return MultipartBody(choices.rows("body.parts", sides.get("parts"), PARTS))
        case Sides(base, ours, theirs) if type(base) is type(ours) is type(theirs):
            return choices.fields("body", sides, texts=("text", "query", "variables"))
        case _:
            return choices.one("body", sides, _whole_body)


def _whole_body(body: BodySpec) -> str:
    return value(encode_body(body) | encode_body_rows(body))


def _checks(choices: Choices, sides: Sides[Checks]) -> Checks:
    return Checks(
        choices.sequence("checks.expect", sides.get("expect"), _expectations),
        choices.one("checks.retry", sides.get("retry"), lambda it: value(encode_retry(it))),
    )


def _baseline(choices: Choices, sides: Sides[Baseline | None]) -> Any:
    if sides.base is not None and sides.ours is not None and sides.theirs is not None:
        return choices.fields("baseline", sides)
    return choices.one("baseline", sides, lambda it: value(encode_baseline(it)) if it else "")


def _expectations(checks: tuple[Check, ...]) -> str:
    return value([encode_check(check) for check in checks])


def _words(words: tuple[str, ...]) -> str:
    return value(list(words))
