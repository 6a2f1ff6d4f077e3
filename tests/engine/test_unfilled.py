from workbench.checks.subject import Subject
from workbench.engine.judging import judged
from workbench.engine.order import Order, SessionValues
from workbench.engine.unfilled import unfilled
from workbench.model import Check, Checks, Collection, Folder, RequestSpec, Row, Variable


def told(*checks: Check, captures: tuple[Row, ...] = ()) -> list[str]:
    spec = RequestSpec(
        url="http://h",
        variables=(Variable("known", "1"),),
        captures=captures,
        checks=Checks(checks),
    )
    order = Order(Collection(Folder("", "Shop")), spec, "users/list", None)
    expected = SessionValues(captured=(Variable("id", "{{id}}"),))
    return [f"{problem.where} {problem.what}" for problem in unfilled(order, expected)]


def test_names_that_nothing_has_are_told_with_their_place() -> None:
    assert told(
        Check("status == {{known}}"),
        Check('jsonpath "$.id" == {{id}}'),
        Check('body contains "{{nope}}"'),
        Check('body contains "{{uudi()}}"'),
        captures=(Row("one", 'jsonpath "$.{{odd}}"'),),
    ) == [
        'users/list checks.expect.2:1 unresolved "{{nope}}"',
        'users/list checks.expect.3:1 unknown function "uudi()"',
        'users/list captures.one:3 unresolved "{{odd}}"',
    ]


def test_what_is_off_or_cannot_be_read_is_told_by_others_or_nobody() -> None:
    assert told(Check("status == {{nope}}", enabled=False), Check("status = {{nope}}")) == []
    assert told(captures=(Row("a", "body {{x}}", enabled=False), Row("b", "{{x}}"))) == []


def test_a_pattern_with_braces_is_no_name() -> None:
    assert told(Check("body matches /a{{2}}/")) == []


def test_what_a_stand_in_does_wrong_does_not_count() -> None:
    assert told(Check("status == {{id | number}}")) == []


def test_a_check_that_names_what_is_not_there_is_broken_without_a_place_in_nothing() -> None:
    spec = RequestSpec(url="http://h", checks=Checks((Check("status == {{nope}}"),)))
    order = Order(Collection(Folder("", "Shop")), spec, "users/list", None)

    (verdict,) = judged(order, Subject(status=200), SessionValues(), {}).verdicts

    assert verdict.actual == 'unresolved "{{nope}}" (no variable has this name)'
