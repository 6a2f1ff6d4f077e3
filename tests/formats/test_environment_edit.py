from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workbench.errors import WorkbenchError
from workbench.formats.environment_edit import edit_environment
from workbench.formats.environment_toml import decode_environment
from workbench.model import Environment, SecretReference, Variable

from .odd_files import NAMES, TEXTS, VARIABLES, odd_environments

SECRETS = st.lists(
    st.builds(SecretReference, NAMES, TEXTS, st.lists(TEXTS, max_size=2).map(tuple)),
    max_size=3,
    unique_by=lambda secret: secret.name,
).map(tuple)
ENVIRONMENTS = st.builds(Environment, st.just("e"), VARIABLES, SECRETS, TEXTS, st.booleans(), TEXTS)
FILE = """\
color = 'red' # live
[variables] # all
base_url = "https://shop.dev"
limit    = 20 # rows

[secrets]
token = "env:TOKEN" # from 1Password
"""


def edited(text: str = FILE, **changes: Any) -> str:
    return edit_environment(text, replace(decode_environment(text, "e.toml", "e"), **changes))


@given(st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_edit_of_any_file_reads_back(data: st.DataObject) -> None:
    old, new = data.draw(ENVIRONMENTS), data.draw(ENVIRONMENTS)
    file = data.draw(odd_environments(old))

    assert edit_environment(file.text, decode_environment(file.text, "e", "e")) == file.text
    assert decode_environment(edit_environment(file.text, new), "e", "e") == new


def test_only_the_line_of_the_value_changes() -> None:
    url = Variable("base_url", "https://shop.dev")
    bound = (SecretReference("token", "env:TOKEN", ("shop.dev",)),)

    assert edited(variables=(url, Variable("limit", 30))) == FILE.replace("20", "30")
    assert edited(color="blue") == FILE.replace("'red'", "'blue'")
    assert edited(secrets=bound) == FILE.replace(
        '"env:TOKEN"', '{ source = "env:TOKEN", hosts = ["shop.dev"] }'
    )


def test_a_value_keeps_its_type_or_gets_another() -> None:
    url = Variable("base_url", "https://shop.dev")

    assert "limit    = true # rows" in edited(variables=(url, Variable("limit", True)))
    assert 'limit    = "20" # rows' in edited(variables=(url, Variable("limit", "20")))


def test_protecting_an_environment_adds_one_line() -> None:
    assert edited(protected=True) == FILE.replace("# live\n", "# live\nprotected = true\n")


def test_what_cannot_be_written_is_refused() -> None:
    with pytest.raises(WorkbenchError, match="is null"):
        edited(variables=(Variable("a", None),))
