from pathlib import Path

import click
import pytest

from workbench.cli.report_files import ReportFile, report_files, to_stdout, write_reports
from workbench.model import RunReport

CONTEXT = click.Context(click.Command("run"))
PARAMETER = click.Option(["--report"])
EMPTY = RunReport("Shop", ())


def read(*texts: str) -> tuple[ReportFile, ...]:
    return report_files(CONTEXT, PARAMETER, texts)


def test_a_report_is_a_kind_and_a_file(tmp_path: Path) -> None:
    found = read(f"junit={tmp_path}/a=b.xml", "tap=-")

    assert found == (ReportFile("junit", f"{tmp_path}/a=b.xml"), ReportFile("tap", "-"))
    assert to_stdout(found)
    assert not to_stdout(found[:1])


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        (["junit"], "is not KIND=FILE"),
        (["xml=a"], 'no report "xml"'),
        (["json=/nowhere/at/all"], "no folder for"),
        (["json=-", "tap=-"], "only one report"),
    ],
)
def test_what_cannot_be_written_is_refused_before_anything_is_sent(
    texts: list[str], told: str
) -> None:
    with pytest.raises(click.BadParameter, match=told):
        read(*texts)


def test_each_report_goes_where_it_should(tmp_path: Path) -> None:
    said: list[str] = []
    wanted = read(f"html={tmp_path}/a.html", f"junit={tmp_path}/a.xml", "tap=-")

    assert write_reports(wanted, EMPTY, said.append) == []
    assert said == ["TAP version 14\n1..0"]
    assert (tmp_path / "a.html").read_text().startswith("<!doctype html>")
    assert (tmp_path / "a.xml").read_text().startswith("<?xml")


def test_one_that_fails_does_not_keep_the_others_back(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    wanted = (ReportFile("json", f"{tmp_path}/folder"), ReportFile("json", f"{tmp_path}/b.json"))
    (problem,) = write_reports(wanted, EMPTY, print)

    assert problem.what == "cannot write the report: is a directory"
    assert (tmp_path / "b.json").exists()
