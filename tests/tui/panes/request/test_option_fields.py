import pytest

from workbench.model import Options
from workbench.tui.panes.request.option_fields import (
    FIELDS,
    SWITCHES,
    option_notes,
    option_texts,
    with_option,
)

FULL = Options(
    30.0, 1.5, 2.0, 3.0, 4.0, False, 5, True, False, 2, False, True, "ca.pem", "c.pem", "k.pem",
    "http://p", "2", "shop:app", True, 3, 1.5,
)  # fmt: skip


def test_every_option_has_a_field() -> None:
    assert {field.name for field in FIELDS} == set(Options.__dataclass_fields__)


@pytest.mark.parametrize("options", [FULL, Options()])
def test_fields_say_all_of_the_options(options: Options) -> None:
    found = Options()
    for name, text in option_texts(options).items():
        found, fault = with_option(found, name, text)
        assert fault == ""

    assert found == options


@pytest.mark.parametrize(
    ("name", "text"),
    [("timeout", "soon"), ("timeout", "-1"), ("timeout", "nan"), ("retries", "1.5"),
     ("max_redirects", "9" * 20)],
)  # fmt: skip
def test_what_is_no_number_is_a_fault_and_no_option(name: str, text: str) -> None:
    options, fault = with_option(FULL, name, text)

    assert getattr(options, name) is None
    assert fault.endswith("please")


def test_notes_name_what_is_inherited_or_usual() -> None:
    notes = option_notes({"verify": (False, "collection.toml"), "timeout": (2.5, "a/folder.toml")})

    assert notes["verify"] == "do not, from collection.toml"
    assert notes["timeout"] == "2.5, from a/folder.toml"
    assert notes["follow_redirects"] == "follow, by default"
    assert notes["connect_timeout"] == ""


def test_each_choice_is_one_of_its_field() -> None:
    choices = {field.name: field.choices for field in FIELDS}

    assert all(choices[name][1:] == words for name, words in SWITCHES.items())
