"""JUnit's XML, the format that every CI server reads."""

from datetime import UTC, datetime
from xml.etree import ElementTree as Xml

from workbench.bodies.log_orders import defused, in_markup
from workbench.bodies.safe import safe_line, safe_text
from workbench.model import Outcome, RunReport

from .evidence import evidence, headline, summary_of


def junit(report: RunReport) -> str:
    """Return a report as XML: a test case for each request."""
    counts = report.counts()
    numbers = {
        "tests": str(len(report.outcomes)),
        "failures": str(counts["failed"]),
        "errors": str(counts["unanswered"]),
        "skipped": str(counts["skipped"]),
        "time": f"{report.seconds:.3f}",
    }
    root = Xml.Element("testsuites", {"name": safe_line(report.collection), **numbers})
    begun = datetime.fromtimestamp(report.started, UTC).strftime("%Y-%m-%dT%H:%M:%S")
    suite = Xml.SubElement(
        root, "testsuite", {"name": safe_line(report.collection), "timestamp": begun, **numbers}
    )
    if report.environment:
        properties = Xml.SubElement(suite, "properties")
        named = {"name": "environment", "value": safe_line(report.environment)}
        Xml.SubElement(properties, "property", named)
    for outcome in report.outcomes:
        suite.append(_case(outcome))
    Xml.indent(root)
    text = defused(Xml.tostring(root, "unicode"), in_markup)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def _case(outcome: Outcome) -> Xml.Element:
    attributes = {
        "name": safe_line(outcome.label),
        "classname": safe_line(outcome.id.replace("/", ".")),
        "time": f"{outcome.seconds:.3f}",
    }
    case = Xml.Element("testcase", attributes)
    kinds = {"failed": "failure", "unanswered": "error", "skipped": "skipped"}
    if outcome.state in kinds:
        what = headline(outcome) or "the run ended before"
        verdict = Xml.SubElement(case, kinds[outcome.state], {"message": what})
        verdict.text = safe_text("\n".join(evidence(outcome)))
    if outcome.exchange is not None:
        Xml.SubElement(case, "system-out").text = summary_of(outcome.exchange)
    return case
