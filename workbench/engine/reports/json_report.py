"""A report as JSON, for programs: everything that is known, under names that stay."""

import json
from datetime import UTC, datetime
from typing import Any

from workbench.bodies.log_orders import defused, in_json
from workbench.errors import Problem
from workbench.model import Captured, Exchange, Hop, Outcome, RunReport, Verdict, json_of

FORMAT = 1


def json_report(report: RunReport) -> str:
    """Return a report as a JSON object; times are in milliseconds, sizes in bytes."""
    text = json.dumps(report_object(report), indent=2, ensure_ascii=False)
    return defused(text, in_json) + "\n"


def report_object(report: RunReport) -> dict[str, Any]:
    """Return what the JSON holds."""
    return {
        "format": FORMAT,
        "collection": report.collection,
        "environment": report.environment or None,
        "started": datetime.fromtimestamp(report.started, UTC).isoformat(timespec="milliseconds"),
        "duration_ms": _ms(report.seconds),
        "cancelled": report.cancelled,
        "counts": dict(report.counts()),
        "checks": report.checks,
        "requests": [outcome_object(outcome) for outcome in report.outcomes],
    }


def outcome_object(outcome: Outcome) -> dict[str, Any]:
    """Return what the JSON says of one request."""
    return {
        "id": outcome.id,
        "name": outcome.name,
        "state": outcome.state,
        "iteration": outcome.iteration,
        "row": dict(outcome.row),
        "attempts": outcome.attempts,
        "problems": [_problem(problem) for problem in outcome.problems],
        "exchange": None if outcome.exchange is None else _exchange(outcome.exchange),
        "checks": [_verdict(verdict) for verdict in outcome.verdicts],
        "captures": [_captured(found) for found in outcome.captured],
    }


def _exchange(exchange: Exchange) -> dict[str, Any]:
    failure = exchange.failure
    problem = None if failure is None else {"kind": failure.kind, **_problem(failure.problem)}
    return {
        "method": exchange.method,
        "url": exchange.url,
        "status": exchange.status,
        "duration_ms": _ms(exchange.elapsed),
        "size": exchange.size,
        "failure": problem,
        "hops": [_hop(hop) for hop in exchange.hops],
    }


def _hop(hop: Hop) -> dict[str, Any]:
    return {
        "method": hop.method,
        "url": hop.url,
        "request_headers": [list(pair) for pair in hop.request_headers],
        "status": hop.status,
        "reason": hop.reason,
        "http_version": hop.http_version,
        "headers": [list(pair) for pair in hop.headers],
        "timings_ms": {name: _ms(seconds) for name, seconds in hop.timings.parts()},
        "reused": hop.timings.reused,
    }


def _verdict(verdict: Verdict) -> dict[str, Any]:
    return {
        "check": verdict.check,
        "passed": verdict.passed,
        "expected": verdict.expected,
        "actual": verdict.actual,
        "where": verdict.where,
        "details": list(verdict.details),
        "broken": verdict.broken,
    }


def _captured(found: Captured) -> dict[str, Any]:
    value = None if found.secret or found.problem else json.loads(json_of(found.value))
    return {
        "name": found.name,
        "query": found.query,
        "value": value,
        "secret": found.secret,
        "problem": found.problem or None,
    }


def _problem(problem: Problem) -> dict[str, Any]:
    return {"what": problem.what, "where": problem.where, "hint": problem.hint}


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 3)
