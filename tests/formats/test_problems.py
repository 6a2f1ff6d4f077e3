from dataclasses import fields

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.formats.file_kinds import READINGS, FileKind
from workbench.formats.problems import file_problems
from workbench.model import Options

REQUEST = """\
nmae = "Create"
url = "https://ada:hunter2@shop.dev"

[heders]
Accept = "x"

[auth]
type = "beerer"

[options]
timeout = "5"
timout = 3
x-own = 1
"""


def told(text: str, kind: FileKind = "request") -> list[str]:
    return [str(problem) for problem in file_problems(text, "a.toml", kind)]


def test_all_problems_of_a_file_are_told_in_the_order_of_its_lines() -> None:
    assert told(REQUEST) == [
        'a.toml:1: unknown key "nmae"\nhint: did you mean "name"?',
        (
            "a.toml:2: a password in a URL is written out here\nhint: name where it comes from, "
            'under [secrets] of an environment: token = "env:TOKEN"'
        ),
        'a.toml:4: unknown key "heders"\nhint: did you mean "headers"?',
        'a.toml:8: unknown auth type "beerer"\nhint: did you mean "bearer"?',
        'a.toml:11: "options.timeout" must be a number, not text',
        'a.toml:12: unknown key "timout" in [options]\nhint: did you mean "timeout"?',
        (
            'a.toml:13: unknown key "x-own" in [options]\nhint: it is kept, and nothing reads it; '
            f"known here: {', '.join(field.name for field in fields(Options))}"
        ),
    ]


@pytest.mark.parametrize(
    ("kind", "text", "problem"),
    [
        ("folder", "ordr = []", 'a.toml:1: unknown key "ordr"\nhint: did you mean "order"?'),
        ("collection", "name = 'x'", ("a.toml:1: the collection names no format\n"
         "hint: add a line: format = 1")),
        ("environment", "colour = 'red'", ('a.toml:1: unknown key "colour"\n'
         'hint: did you mean "color"?')),
        ("environment", "[variables]\na = 'x:y'\ntoken = 'env:TOKEN'", (
            'a.toml:3: "token" stands for the words "env:TOKEN"\n'
            "hint: where a secret is stands under [secrets] of an environment")),
        ("request", "[body]\ntype = 'graphql'\nvariables = { id = 5 }", (
            'a.toml:3: "body.variables" must be text, not a table\n'
            "hint: write it as a text, in quotes")),
        ("request", "tags = 'smoke'", ('a.toml:1: "tags" must be a list, not text\n'
         'hint: put it in brackets: ["…"]')),
        ("settings", "thme = 'x'", 'a.toml:1: unknown key "thme"\nhint: did you mean "theme"?'),
        ("theme", "name = 'x'\n[colors]\nprimary = 'red'", ('a.toml:3: "primary" is not a colour\n'
         'hint: write it as "#rrggbb"')),
    ],
)  # fmt: skip
def test_each_kind_of_file_has_its_own_keys(kind: FileKind, text: str, problem: str) -> None:
    assert told(text, kind) == [problem]


def test_a_wrong_setting_is_told() -> None:
    assert told("layout = 'x'", "settings") == [
        'a.toml:1: unknown layout "x"\nhint: use one of: auto, over, beside'
    ]


def test_a_body_of_an_unknown_type_gets_the_likely_one() -> None:
    assert told("[body]\ntype = 'jsno'\ntext = ''") == [
        'a.toml:2: unknown body type "jsno"\nhint: did you mean "json"?'
    ]


def test_a_text_that_cannot_be_read_has_one_problem() -> None:
    assert told("name = x\nheders = 1") == [
        "a.toml:1: not valid TOML: invalid value\nhint: text needs quotes"
    ]


@given(st.text(max_size=60), st.sampled_from(sorted(READINGS)))
@settings(deadline=None)
def test_any_text_has_problems_and_raises_nothing(text: str, kind: FileKind) -> None:
    assert isinstance(file_problems(text, "a.toml", kind), tuple)
