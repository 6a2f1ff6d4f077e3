from workbench.engine.reports.tap import tap

from .runs import EVERYTHING, WELL


def test_all_well_is_a_line() -> None:
    assert tap(WELL) == "TAP version 14\n1..1\nok 1 - List users\n"


def test_failures_carry_their_evidence_and_names_cannot_be_directives() -> None:
    lines = tap(EVERYTHING).splitlines()

    assert lines[:3] == ["TAP version 14", "1..5", "ok 1 - List users"]
    assert lines[3].startswith("not ok 2 - Get \\# 1 \\\\ </pre>")
    assert lines[4:6] == ["  ---", '  message: "status == 200: actual 404 (and 2 more)"']
    assert '    - "✗ status == 200"' in lines
    assert "ok 5 - Late # SKIP the run ended before" in lines
    assert lines[-1] == "Bail out! the run was stopped"
    assert not any("\x1b" in line for line in lines)
