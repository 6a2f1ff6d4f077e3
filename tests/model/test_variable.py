from decimal import Decimal
from itertools import combinations

from workbench.model import Value, Variable


def test_values_of_other_types_differ() -> None:
    values: list[Value] = [1, True, "1", 1.0, [1], {"a": 1}]
    variables = [Variable("a", value) for value in values]

    assert all(one != other for one, other in combinations(variables, 2))
    assert len(set(variables)) == len(variables)


def test_what_says_the_same_is_equal() -> None:
    assert Variable("a", Decimal("1.5")) == Variable("a", 1.5)
    assert hash(Variable("a", Decimal("1.5"))) == hash(Variable("a", 1.5))
    assert Variable("a", 1) != Variable("b", 1)
    assert Variable("a", 1, description="x") != Variable("a", 1)
