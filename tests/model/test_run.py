import pytest

from workbench.model import Plan, Resolved, RunRow


def test_a_plan_knows_how_many_exchanges_it_makes() -> None:
    request = Resolved("a", "A", "GET", "http://x")

    assert Plan((request, request), repeat=3).total == 6
    assert Plan(()).total == 0


@pytest.mark.parametrize(
    ("status", "failure", "ok"),
    [(200, "", True), (399, "", True), (400, "", False), (None, "", False), (200, "cut", False)],
)
def test_only_a_complete_response_below_400_is_ok(
    status: int | None, failure: str, ok: bool
) -> None:
    assert RunRow(1, "A", "GET", "http://x", status, 0.1, 0, failure).ok is ok
