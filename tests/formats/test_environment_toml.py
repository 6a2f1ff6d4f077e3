import pytest

from workbench.errors import WorkbenchError
from workbench.formats.environment_toml import (
    decode_environment,
    encode_environment,
    environment_from,
)
from workbench.formats.typed import Source
from workbench.model import Environment, SecretReference, Variable

ENVIRONMENT = Environment(
    "prod",
    (Variable("base_url", "http://x"), Variable("limit", 20, enabled=False)),
    (SecretReference("token", "env:TOKEN"), SecretReference("key", "prompt", ("api.shop.dev",))),
    color="red",
    protected=True,
    app="shop.main:app",
)


def test_an_environment_reads_back() -> None:
    assert decode_environment(encode_environment(ENVIRONMENT), "e.toml", "prod") == ENVIRONMENT
    assert decode_environment("", "e.toml", "x") == Environment("x")


def test_an_environment_is_written_in_one_way() -> None:
    assert (
        encode_environment(ENVIRONMENT)
        == """\
color = "red"
protected = true
app = "shop.main:app"

[variables]
base_url = "http://x"
limit = { value = 20, enabled = false }

[secrets]
token = "env:TOKEN"
key = { source = "prompt", hosts = ["api.shop.dev"] }
"""
    )


def test_a_parsed_environment_is_read_without_parsing_it_again() -> None:
    assert environment_from({"color": "red"}, Source("", "e"), "x") == Environment("x", color="red")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[secrets]\ntoken = 1", 'e.toml:2: "secrets.token" must be text'),
        ("\nprotected = 'yes'", 'e.toml:2: "protected" must be true or false'),
        ("[variables]\na = nan", 'e.toml:2: "a" must be a number that JSON can say'),
        ("[secrets]\nt = { hosts = [] }", 'e.toml:2: the secret "t" has no source'),
    ],
)
def test_a_wrong_value_is_placed(text: str, message: str) -> None:
    with pytest.raises(WorkbenchError, match=message):
        decode_environment(text, "e.toml", "x")
