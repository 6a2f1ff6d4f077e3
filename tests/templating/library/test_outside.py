import pytest

from workbench.templating import (
    CommandNeed,
    EnvNeed,
    Fact,
    FileNeed,
    Need,
    PromptNeed,
    ResponseNeed,
    SelectNeed,
)

from ..moment import fill, problems, resolver


@pytest.mark.parametrize(
    ("text", "need"),
    [
        ("{{env('HOME')}}", EnvNeed("HOME")),
        ("{{file('../a')}}", FileNeed("../a")),
        ("{{command('pass show \"my shop\"')}}", CommandNeed(("pass", "show", "my shop"))),
        ("{{command('pass', 'my shop')}}", CommandNeed(("pass", "my shop"))),
        ("{{prompt('PIN', secret=true)}}", PromptNeed("PIN", "", secret=True)),
        ("{{prompt('Name', 'Ada')}}", PromptNeed("Name", "Ada")),
        ("{{select('Which', 'a', 'b')}}", SelectNeed("Which", ("a", "b"))),
        ("{{response('auth/login')}}", ResponseNeed("auth/login")),
        (
            "{{response('auth/login', '$.token', within='1h30m')}}",
            ResponseNeed("auth/login", "$.token", 5400),
        ),
    ],
)
def test_what_is_asked_for(text: str, need: Need) -> None:
    resolving = resolver()
    filled = resolving.value(text, "url")

    assert (filled.text, filled.complete) == (text, False)
    assert resolving.needs == (need,)
    assert fill(text, facts={need: Fact("found")}).text == "found"


def test_what_was_typed_hidden_is_secret() -> None:
    need = PromptNeed("PIN", secret=True)

    assert fill("{{prompt('PIN', secret=true)}}", facts={need: Fact("1234")}).secret


@pytest.mark.parametrize(
    "text",
    [
        "{{env('')}}",
        "{{file('')}}",
        "{{command()}}",
        "{{command('')}}",
        "{{command('a \"b')}}",
        "{{prompt('')}}",
        "{{select('a')}}",
        "{{response('a', within='soon')}}",
    ],
)
def test_what_cannot_be_asked_for_is_told(text: str) -> None:
    assert len(problems(text)) == 1


@pytest.mark.parametrize("name", ["env", "file", "command", "prompt", "select", "response"])
def test_no_value_chooses_what_is_asked_for(name: str) -> None:
    (problem,) = problems(f"{{{{'/etc/passwd' | {name}}}}}")

    assert problem.what == f'no variable can choose what "{name}()" asks for'
