import json

from workbench.engine.reports.json_report import json_report

from .runs import EVERYTHING, HOSTILE


def test_everything_that_is_known_is_there_and_no_secret() -> None:
    said = json.loads(json_report(EVERYTHING))

    assert (said["format"], said["environment"], said["cancelled"]) == (1, "staging", True)
    assert said["started"] == "2025-06-15T15:06:40.000+00:00"
    assert said["counts"] == {"passed": 1, "failed": 1, "unanswered": 2, "skipped": 1}
    first, second, third, fourth, fifth = said["requests"]
    assert [c["value"] for c in first["captures"]] == [1, None]
    assert first["exchange"]["hops"][0]["headers"][1] == ["X-Hostile", HOSTILE]
    assert first["exchange"]["hops"][0]["timings_ms"] == {"connect": 1, "wait": 20, "receive": 3}
    assert second["checks"][0]["actual"] == "404"
    assert (second["iteration"], second["attempts"], second["row"]) == (2, 3, {"user": "ada"})
    assert third["exchange"]["failure"]["kind"] == "connect"
    assert fourth["problems"] == [{"what": 'unresolved "{{a}}"', "where": "url:3", "hint": "no"}]
    assert fifth["exchange"] is None
