import pytest

from workbench.checks import parse_capture
from workbench.checks.evaluate import evaluate
from workbench.checks.values import Unmet

from .sample import SUBJECT, value_of


def test_filters_apply_in_order() -> None:
    assert value_of('jsonpath "$.csv" split "," last toInt') == 3


def test_the_place_is_that_of_the_query() -> None:
    parsed = parse_capture('jsonpath "$.items[1].name" utf8Encode toHex')

    assert evaluate(parsed.query, parsed.filters, SUBJECT).where == "$.items[1].name"


def test_a_filter_without_a_value_says_which_step_found_nothing() -> None:
    with pytest.raises(Unmet, match=r'^jsonpath "\$\.nope" finds nothing$'):
        value_of('jsonpath "$.nope" toInt')
    with pytest.raises(Unmet, match=r"^nth 9 finds nothing$"):
        value_of('jsonpath "$.tags" nth 9 toInt')


def test_days_are_counted_from_the_moment_of_the_response() -> None:
    assert value_of('certificate "Start-Date" daysBeforeNow') == 31
