from workbench.templating.trace import MOST_TRACED

from .moment import env, resolver

NAMES = env(a="{{b}}!", b="x")


def test_templates_are_traced_with_the_field_or_the_variable_they_stand_in() -> None:
    resolving = resolver(NAMES)
    resolving.text("1{{a}}2{{ b | upper }}", "url")
    resolving.text("{{a}}", "headers.X")

    found = [(t.where, t.owner, t.written, t.filled.text) for t in resolving.trace.templates]
    assert found == [
        ('variable "a"', "a", "{{b}}", "x"),
        ("url", "", "{{a}}", "x!"),
        ("url", "", "{{ b | upper }}", "X"),
        ("headers.X", "", "{{a}}", "x!"),
    ]
    assert {name: filled.text for name, filled in resolving.trace.variables.items()} == {
        "a": "x!",
        "b": "x",
    }


def test_of_very_many_templates_the_first_are_kept_and_the_rest_counted() -> None:
    resolving = resolver(NAMES)
    resolving.text("{{b}}" * (MOST_TRACED + 7), "body")

    assert len(resolving.trace.templates) == MOST_TRACED
    assert resolving.trace.left_out == 7
