import stat
from pathlib import Path

import pytest

from workbench.tui.crash import keep_report


def test_a_report_is_private_and_takes_the_place_of_an_older_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKBENCH_STATE_DIR", str(tmp_path))
    report = tmp_path / "crash.txt"
    report.write_text("an older one, which is longer than what is to come")
    report.chmod(0o644)

    assert keep_report("it broke: \udc80") == f"the report is in {report}"

    assert stat.S_IMODE(report.stat().st_mode) == 0o600
    assert report.read_text() == "it broke: \\udc80"


def test_a_report_that_cannot_be_written_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("WORKBENCH_STATE_DIR", str(tmp_path / "file" / "state"))

    assert keep_report("it broke").startswith("no report could be written: ")
