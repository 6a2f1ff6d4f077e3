import pytest

from workbench.errors import WorkbenchError
from workbench.formats.environment_toml import decode_environment, encode_environment
from workbench.model import Environment

ENVIRONMENT = Environment(
    "prod", {"base_url": "http://x"}, {"token": "env:TOKEN"}, color="red", protected=True
)


def test_an_environment_reads_back() -> None:
    assert decode_environment(encode_environment(ENVIRONMENT), "e.toml", "prod") == ENVIRONMENT
    assert decode_environment("", "e.toml", "x") == Environment("x")


def test_values_become_text_and_an_app_is_listed() -> None:
    found = decode_environment("app = 'm:a'\n[variables]\nport = 80\non = true", "e.toml", "x")

    assert found.variables == {"port": "80", "on": "true"}
    assert found.unsupported == ("app",)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[secrets]\ntoken = 1", "e.toml:1"),
        ("\nprotected = 'yes'", 'e.toml:2: "protected" must be true or false'),
        ("[variables]\na = { b = 1 }", 'e.toml:2: "a" must be a single value, not a table'),
    ],
)
def test_a_wrong_value_is_placed(text: str, message: str) -> None:
    with pytest.raises(WorkbenchError, match=message):
        decode_environment(text, "e.toml", "x")
