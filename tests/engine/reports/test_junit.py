from xml.etree import ElementTree as Xml

from workbench.engine.reports.junit import junit

from .runs import EVERYTHING, WELL


def test_every_request_is_a_case_with_what_came_of_it() -> None:
    suite = Xml.fromstring(junit(EVERYTHING))[0]

    assert {
        name: suite.get(name) for name in ("name", "tests", "failures", "errors", "skipped")
    } == {
        "name": "Shop & <b>Co</b>",
        "tests": "5",
        "failures": "1",
        "errors": "2",
        "skipped": "1",
    }
    assert suite.get("timestamp") == "2025-06-15T15:06:40"
    cases = suite.findall("testcase")
    assert [[child.tag for child in case] for case in cases] == [
        ["system-out"],
        ["failure", "system-out"],
        ["error", "system-out"],
        ["error"],
        ["skipped"],
    ]
    failure = cases[1][0]
    assert failure.get("message") == "status == 200: actual 404 (and 2 more)"
    assert "  actual    404" in (failure.text or "")
    assert (cases[1].get("classname"), cases[1].get("time")) == ("users.get", "0.025")


def test_without_an_environment_there_are_no_properties() -> None:
    assert "<properties>" in junit(EVERYTHING)
    assert "<properties>" not in junit(WELL)
