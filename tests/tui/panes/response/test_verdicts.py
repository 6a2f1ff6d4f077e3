from dataclasses import replace

from workbench.model import Captured, Exchange, Verdict
from workbench.tui.panes.response.verdicts import check_lines

from ...samples import exchange

PASSED = Verdict("status == 200", passed=True)
FAILED = Verdict('jsonpath "$.id" == 7', False, "7", "8", "$.id")
BROKEN = Verdict("nonsense", False, actual="no such query", broken=True)
DRIFTED = Verdict("baseline: body", False, details=tuple(f"+ $.a[{n}]: 1" for n in range(9)))


def text_of(shown: Exchange, turned: frozenset[int] = frozenset()) -> str:
    return "\n".join(line.text.plain for line in check_lines(shown, turned))


def judged(*verdicts: Verdict, **changes: object) -> Exchange:
    return replace(exchange(), verdicts=verdicts, **changes)  # type: ignore[arg-type]


def test_a_request_that_checks_nothing_says_so() -> None:
    assert "checks and captures nothing" in text_of(exchange())
    assert "judged when it is complete" in text_of(exchange(phase="receiving"))


def test_failures_come_first_with_their_evidence_and_a_word_beside_the_glyph() -> None:
    text = text_of(judged(PASSED, FAILED, BROKEN))

    assert text.startswith("✗ 2 of 3 checks failed")
    assert text.index("✗ failed  jsonpath") < text.index("✓ passed  status == 200")
    assert "expected  7\n    actual    8\n    where     $.id" in text
    assert "! broken  nonsense" in text
    assert judged(PASSED, FAILED, BROKEN).wrong == 2


def test_all_passed_is_told_with_the_number_of_attempts() -> None:
    assert "✓ all 2 checks passed  at attempt 3" in text_of(judged(PASSED, PASSED, attempts=3))
    assert "✓ 1 check passed" in text_of(judged(PASSED))


def test_a_long_difference_is_folded_until_it_is_asked_for() -> None:
    folded = judged(DRIFTED)

    assert "▸ 9 lines of difference" in text_of(folded)
    assert "$.a[8]" not in text_of(folded)
    assert "▾ 9 lines of difference" in text_of(folded, frozenset({0}))
    assert "+ $.a[8]: 1" in text_of(folded, frozenset({0}))


def test_a_short_difference_is_open_until_it_is_folded() -> None:
    short = judged(replace(DRIFTED, details=("~ $.a: 1 → 2",)))

    assert "~ $.a: 1 → 2" in text_of(short)
    assert "~ $.a: 1 → 2" not in text_of(short, frozenset({0}))


def test_every_line_of_a_verdict_knows_its_number() -> None:
    lines = check_lines(judged(PASSED, FAILED), frozenset())

    assert [line.verdict for line in lines] == [None, 1, 1, 1, 1, 0]


def test_captures_show_their_value_or_why_there_is_none() -> None:
    captured = (
        Captured("id", 'jsonpath "$.id"', 7),
        Captured("token", 'jsonpath "$.t"', "•••", secret=True),
        Captured("gone", 'header "X"', problem="there is no header X"),
    )
    text = text_of(judged(captured=captured))

    assert 'id    = 7  jsonpath "$.id"' in text
    assert "token = •••  (secret)" in text
    assert "✗ missing gone   there is no header X" in text
    assert judged(captured=captured).wrong == 1
