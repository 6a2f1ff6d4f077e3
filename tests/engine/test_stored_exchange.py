from dataclasses import replace

import pytest

from workbench.engine.comparison import compare, differs
from workbench.engine.stored_exchange import stored_pair
from workbench.errors import WorkbenchError
from workbench.model import Baseline, StoredBytes, StoredJson, StoredResponse, StoredText

from .test_comparison import exchange, told


def test_a_stored_response_is_compared_by_what_counts() -> None:
    new = exchange(b'{"a": 2}', headers=(("X-Kept", "1"), ("Date", "now")))
    stored = StoredResponse(200, (("X-Kept", "0"),), StoredJson({"a": 1}))
    parts = compare(*stored_pair(stored, Baseline(headers=("x-kept",)), new))

    assert [told(part) for part in parts if part.differences] == [
        ["~ X-Kept: 0 → 1"], ["~ $.a: 1 → 2"],
    ]  # fmt: skip
    same = replace(stored, headers=(), body=StoredText('{"a": 2}'))
    assert not differs(compare(*stored_pair(same, Baseline(), new)))


def test_a_fingerprint_cannot_be_compared() -> None:
    with pytest.raises(WorkbenchError, match="only a fingerprint"):
        stored_pair(StoredResponse(200, (), StoredBytes("0", 1)), Baseline(), exchange())
