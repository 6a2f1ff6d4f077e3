from dataclasses import replace

import pytest

from workbench.errors import WorkbenchError
from workbench.formats.folder_toml import FolderFile
from workbench.model import BasicAuth, Defaults, Options, Row, Variable
from workbench.tui.screens.folder.words import as_request, changed

FILE = FolderFile(
    "Auth",
    "about",
    ("login",),
    Defaults(
        (Row("X-A", "1"),), BasicAuth("ada", "{{p}}"), Options(timeout=3), (Variable("v", 1),)
    ),
)


def test_what_is_not_edited_stays_as_the_file_has_it_by_now() -> None:
    before = as_request(FILE)
    after = replace(before, headers=(Row("X-A", "2"),), name="Signing in")
    meanwhile = replace(FILE, description="theirs", order=("logout", "login"))

    assert changed(meanwhile, before, after) == replace(
        meanwhile, name="Signing in", defaults=replace(FILE.defaults, headers=(Row("X-A", "2"),))
    )
    assert changed(FILE, before, before) == FILE


def test_two_variables_of_one_name_are_refused() -> None:
    before = as_request(FILE)
    after = replace(before, variables=(Variable("v", 1), Variable("v", 2)))

    with pytest.raises(WorkbenchError, match="is there twice"):
        changed(FILE, before, after)
