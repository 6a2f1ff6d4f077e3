import pytest

from workbench.checks import json_path
from workbench.errors import WorkbenchError

LIST = list(range(300))


@pytest.mark.parametrize("path", ["$..*", "$[?count($.*) > 0]", "$[?@ >= 0]", "$[?$[?@ > 298]]"])
def test_a_query_that_visits_too_much_is_stopped(
    path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(json_path, "MOST_STEPS", 100)

    with pytest.raises(WorkbenchError, match="visits too many nodes"):
        json_path.query(path, LIST)


def test_a_query_in_a_filter_spends_from_the_same_budget(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_path, "MOST_STEPS", 2000)

    assert len(json_path.query("$..*", LIST).value) == 300
    with pytest.raises(WorkbenchError, match="visits too many nodes"):
        json_path.query("$[?count($..*) > @]", [LIST] * 10)
