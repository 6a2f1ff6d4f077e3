"""Whatever a server or a collection says, no CI server finds an order in what a run prints."""

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from xml.etree import ElementTree

import pytest

ORDERS = [
    "::error::pwned",
    "##[error]pwned",
    "##vso[task.x]pwned",
    "##teamcity[x]",
    "a\n::add-mask::b",
]
FOUND = re.compile(r"^\s*::|##(?:\[|vso\[|teamcity\[)", re.MULTILINE)


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    root = tmp_path / "shop"
    root.mkdir()
    (root / "collection.toml").write_text('format = 1\nname = "::set-output name=a::b"\n')
    for number, order in enumerate(ORDERS):
        text = json.dumps(order)
        assert tomllib.loads(f"name = {text}")["name"] == order
        body = json.dumps(json.dumps({"said": order}))
        (root / f"r{number}.toml").write_text(
            f'name = {text}\nmethod = "POST"\nurl = "{{{{base_url}}}}/echo"\n'
            f"[headers]\nX-Order = {json.dumps(order.splitlines()[-1])}\n"
            f'[body]\ntype = "json"\ntext = {body}\n'
            "[captures]\nsaid = 'jsonpath \"$.json.said\"'\n"
            '[checks]\nexpect = [\'body == "x"\', \'jsonpath "$.json.said" == "x"\']\n'
        )
    return root


@pytest.mark.parametrize("report", ["", "junit", "tap", "json", "html"])
def test_no_line_is_an_order(shop: Path, tmp_path: Path, demo_url: str, report: str) -> None:
    words = ["run", str(shop), "--var", f"base_url={demo_url}"]
    words += [f"--report={report}=-"] if report else []
    done = subprocess.run(
        [sys.executable, "-m", "workbench", *words], capture_output=True, text=True, timeout=60
    )

    assert done.returncode == 1
    assert "pwned" in done.stdout
    assert FOUND.findall(done.stdout) == []
    assert FOUND.findall(done.stderr) == []
    if report == "json":
        said = [each["captures"][0]["value"] for each in json.loads(done.stdout)["requests"]]
        assert said == ORDERS
    if report == "junit":
        cases = list(ElementTree.fromstring(done.stdout).iter("testcase"))
        assert [case.get("name") for case in cases][:4] == ORDERS[:4]
        assert "##vso[task.x]pwned" in (cases[2][0].text or "")


@pytest.mark.parametrize("words", [["--dry-run"], ["-n", "2"]])
def test_neither_is_one_of_a_dry_run_or_load(shop: Path, demo_url: str, words: list[str]) -> None:
    command = [sys.executable, "-m", "workbench", "run", str(shop), *words]
    done = subprocess.run(
        [*command, "--var", f"base_url={demo_url}"], capture_output=True, text=True, timeout=60
    )

    assert "pwned" in done.stdout
    assert FOUND.findall(done.stdout + done.stderr) == []
