import json
import os
import re
import signal
import subprocess
from pathlib import Path
from typing import Any

import pytest

from workbench.model import Capabilities
from workbench.store.trust import Trust

from .command import COMMAND, workbench

HINT = "look at the collection, then add --trust, or"


def variable(url: str) -> list[str]:
    return ["--var", f"base_url={url}"]


def test_each_request_is_a_line_and_the_summary_follows(shop: Path, demo_url: str) -> None:
    done = workbench("run", shop, *variable(demo_url))

    assert (done.code, done.err) == (0, "")
    lines = done.out.splitlines()
    assert re.fullmatch(rf"✓ 200 +[\d.]+ ms  List  GET {demo_url}/users", lines[0])
    assert [line.split()[:2] for line in lines[:3]] == [["✓", "200"], ["✓", "404"], ["✓", "200"]]
    assert lines[3] == ""
    assert re.fullmatch(r"3 requests: 3 passed  0 checks  [\d.]+ m?s", lines[4])


def test_a_failed_check_is_exit_code_1_with_its_evidence(shop: Path, demo_url: str) -> None:
    (shop / "list.toml").write_text(
        'url = "{{base_url}}/users/1"\n[checks]\nexpect = ["status == 201", "status == 200"]\n'
    )
    done = workbench("run", shop / "list", *variable(demo_url))

    assert (done.code, done.err) == (1, "")
    lines = done.out.splitlines()
    assert lines[0].startswith("✗ 200 ")
    assert lines[1:4] == [
        "    ✗ status == 201",
        "      expected  == 201",
        "      actual    200",
    ]
    assert lines[5].startswith("1 request: 1 failed  2 checks")


def test_no_response_is_exit_code_3_with_a_hint(shop: Path) -> None:
    done = workbench("run", shop / "list", *variable("http://127.0.0.1:1"))

    assert (done.code, done.err) == (3, "")
    lines = done.out.splitlines()
    assert lines[0].startswith("⚠ --- ")
    assert lines[1:3] == [
        "    ✗ 127.0.0.1:1 refused the connection",
        "      hint: is the server running?",
    ]


def test_a_failed_check_counts_more_than_a_missing_response(shop: Path, demo_url: str) -> None:
    (shop / "a.toml").write_text('url = "http://127.0.0.1:1"\n')
    (shop / "b.toml").write_text('url = "{{base_url}}/"\n[checks]\nexpect = ["status == 1"]\n')

    assert workbench("run", shop / "a", shop / "b", *variable(demo_url)).code == 1
    assert workbench("run", shop / "a", shop / "b", "--bail", *variable(demo_url)).code == 3


def test_with_n_or_c_it_is_load_without_checks(shop: Path, demo_url: str) -> None:
    (shop / "list.toml").write_text(
        'name = "List"\nurl = "{{base_url}}/users"\n[checks]\nexpect = ["status == 201"]\n'
    )
    done = workbench("run", shop / "list", "-n", "3", *variable(demo_url))

    assert (done.code, done.err) == (0, "")
    lines = done.out.splitlines()
    assert re.fullmatch(rf"200  GET +[\d.]+ ms +[\d.]+ k?B  List  {demo_url}/users", lines[0])
    assert lines[4].startswith("3 of 3 responses in ")
    assert workbench("run", shop, "-c", "2", "--bail").code == 2
    assert workbench("run", shop / "list", "-n", "1", *variable("http://127.0.0.1:1")).code == 3


def test_what_is_unresolved_is_exit_code_2_and_sends_nothing(shop: Path) -> None:
    done = workbench("run", "users", cwd=shop)

    assert (done.code, done.out) == (2, "")
    assert done.err.count("unresolved") == 1
    assert "hint: an environment has it: live" in done.err


def test_nothing_to_send_is_an_error(shop: Path) -> None:
    (shop / "empty" / "folder.toml").write_text('name = "Empty"\n')
    done = workbench("run", shop / "empty")

    assert (done.code, done.out) == (2, "")
    assert "there is no request to send" in done.err


def test_a_broken_request_is_explained_with_its_line(shop: Path) -> None:
    (shop / "users" / "get.toml").write_text('method = "GET"\nurl = \n')
    done = workbench("run", shop)

    assert (done.code, done.out) == (2, "")
    assert "users/get.toml:2" in done.err


def test_a_protected_environment_needs_a_word(shop: Path) -> None:
    done = workbench("run", shop, "--env", "live")
    assert (done.code, done.out) == (2, "")
    assert 'the environment "live" is protected: to send DELETE to it needs your word' in done.err

    done = workbench("run", shop / "list", "--env", "live", "-c", "2", "-n", "2")
    assert (done.code, done.out) == (2, "")

    assert workbench("run", shop / "list", "--env", "live").code == 3
    assert workbench("run", shop, "--env", "live", "--yes").code == 3


def test_the_embedded_demo_can_be_the_target(shop: Path) -> None:
    done = workbench("run", shop / "list.toml", "--demo", "-n", "20", "-c", "5")

    assert (done.code, done.err) == (0, "")
    assert "20 of 20 responses" in done.out
    assert "p50" in done.out


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_ends_it_with_the_summary_of_what_finished(
    number: signal.Signals, code: int, shop: Path, demo_url: str
) -> None:
    (shop / "slow.toml").write_text('url = "{{base_url}}/slow?seconds=60"\n')
    report = shop.parent / "report.tap"
    with subprocess.Popen(
        [*COMMAND, "run", str(shop), "--report", f"tap={report}", *variable(demo_url)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        for _ in range(3):
            running.stdout.readline()
        running.send_signal(number)
        out, err = running.communicate(timeout=20)

    assert (running.returncode, err) == (code, b"")
    assert b"4 requests: 3 passed, 1 skipped" in out
    assert b"(stopped early)" in out
    assert report.read_text().endswith("Bail out! the run was stopped\n")


def hung_up_on(*arguments: str) -> tuple[int, bytes]:
    """Return the exit code and the complaints of a command of which one line was read."""
    with subprocess.Popen(
        [*COMMAND, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.readline()
        running.stdout.close()
        err = running.stderr.read()
    return running.returncode, err


def test_a_reader_that_goes_away_ends_it_quietly(shop: Path, demo_url: str) -> None:
    assert hung_up_on("run", str(shop / "list"), "-n", "5000", *variable(demo_url)) == (141, b"")


def test_an_ascii_terminal_gets_escapes_and_no_traceback(shop: Path, demo_url: str) -> None:
    (shop / "list.toml").write_text('name = "Größe \\u202e"\nurl = "{{base_url}}/users"\n')
    done = workbench(
        "run",
        shop / "list",
        *variable(demo_url),
        LC_ALL="C",
        PYTHONUTF8="0",
        PYTHONCOERCECLOCALE="0",
    )

    assert done.code == 0
    assert "Gr\\xf6\\xdfe \\u202e" in done.out


def test_closed_standard_streams_are_no_problem(shop: Path, demo_url: str) -> None:
    arguments = " ".join([*COMMAND, "run", str(shop / "list"), *variable(demo_url)])
    done = subprocess.run(
        ["sh", "-c", f"{arguments} <&- >&-"], stderr=subprocess.PIPE, env=os.environ
    )

    assert (done.returncode, done.stderr) == (0, b"")


def test_a_reader_of_checked_results_may_go_away_too(shop: Path, demo_url: str) -> None:
    data = shop.parent / "rows.csv"
    data.write_text("n\n" + "1\n" * 3000)
    asked = ("run", str(shop / "list"), "--data", str(data), *variable(demo_url))
    assert hung_up_on(*asked) == (141, b"")


def test_what_is_not_trusted_is_exit_code_4_and_sends_nothing(shop: Path, demo_url: str) -> None:
    (shop / "environments" / "own.toml").write_text(
        f'[variables]\nbase_url = "{demo_url}"\n[secrets]\ntoken = "env:SHOP_TOKEN"\n'
    )
    (shop / "list.toml").write_text(
        'url = "{{base_url}}/headers"\n[auth]\ntype = "bearer"\ntoken = "{{token}}"\n'
        "[checks]\nexpect = ['body contains \"Bearer abc\"']\n"
    )
    host = demo_url.removeprefix("http://")
    kinds: Any = {"SHOP_TOKEN": "abc", "WORKBENCH_STATE_DIR": str(shop.parent / "state")}
    asked = ["run", str(shop / "list"), "--env", "own"]
    done = workbench(*asked, **kinds)

    assert (done.code, done.out) == (4, "")
    assert done.err.splitlines() == [
        "not allowed yet: read the environment variable SHOP_TOKEN",
        f"not allowed yet: send the secret token to {host}",
        f"hint: {HINT} --allow-env SHOP_TOKEN --allow-secret token={host}",
    ]
    allowed = ["--allow-env", "SHOP_TOKEN", "--allow-secret", f"token={host}"]
    assert workbench(*asked, *allowed[:2], **kinds).code == 4
    assert workbench(*asked, *allowed, **kinds).code == 0
    assert workbench(*asked, "--trust", **kinds).code == 0
    assert workbench(*asked, "-n", "1", **kinds).code == 4
    assert workbench(*asked, "-n", "1", "--trust", **kinds).code == 0

    Trust(shop.parent / "state" / "trust", shop, "shop").grant(
        Capabilities(env_names=frozenset({"SHOP_TOKEN"}), secret_hosts=frozenset({(host, "token")}))
    )
    assert workbench(*asked, **kinds).code == 0


def test_reports_are_written_and_one_may_be_stdout(shop: Path, demo_url: str) -> None:
    kinds = ("junit", "json", "html", "tap")
    files = [shop.parent / f"report.{kind}" for kind in kinds]
    options = [f"--report={kind}={file}" for kind, file in zip(kinds, files, strict=True)]
    done = workbench("run", shop / "list", "--report=json=-", *options, *variable(demo_url))

    assert done.code == 0
    assert json.loads(done.out)["counts"]["passed"] == 1
    assert "1 request: 1 passed" in done.err
    assert all(file.stat().st_size for file in files)
    for wrong in ("xml=a", "json", f"json={shop}/nowhere/a", "json="):
        assert workbench("run", shop / "list", f"--report={wrong}").code == 2


def test_a_report_that_cannot_be_written_is_a_problem(shop: Path, demo_url: str) -> None:
    done = workbench("run", shop / "list", f"--report=json={shop}", *variable(demo_url))

    assert done.code == 2
    assert "cannot write the report: is a directory" in done.err


def test_a_row_of_data_is_an_iteration(shop: Path, demo_url: str) -> None:
    (shop / "list.toml").write_text(
        'name = "List"\nurl = "{{base_url}}/users/{{id}}"\n'
        "[checks]\nexpect = ['jsonpath \"$.id\" == {{id}}']\n"
    )
    data = shop.parent / "ids.csv"
    data.write_text("id\n1\n2\n3\n")
    done = workbench("run", shop / "list", "--data", data, *variable(demo_url), "--var", "id=9")

    assert done.code == 0
    assert "List [3]" in done.out
    assert "3 requests: 3 passed" in done.out
    data.write_text("id\n1,2\n")
    wrong = workbench("run", shop / "list", "--data", data)
    assert (wrong.code, wrong.out) == (2, "")
    assert "ids.csv:2: 2 values for 1 columns" in wrong.err
    assert workbench("run", shop / "list", "--data", shop / "list.toml").code == 2


def test_what_would_be_sent_is_shown_without_sending_or_asking(shop: Path) -> None:
    (shop / "list.toml").write_text(
        'method = "POST"\nurl = "http://127.0.0.1:1/{{env(\'HOME\')}}"\n'
        '[body]\ntype = "json"\ntext = \'{"a": 1}\'\n'
    )
    done = workbench("run", shop / "list", "--dry-run")

    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines() == [
        "list",
        "  POST http://127.0.0.1:1/{{env('HOME')}}",
        "  Content-Type: application/json",
        "",
        '  {"a": 1}',
        "",
    ]
    assert workbench("run", shop, "--dry-run").code == 2


def test_responses_are_accepted_as_baselines_and_drift_fails(shop: Path, demo_url: str) -> None:
    (shop / "list.toml").write_text(
        'url = "{{base_url}}/users/1"\n[baseline]\nignore = ["$.created"]\n'
    )
    asked = ["run", str(shop / "list"), *variable(demo_url)]
    stored = shop / "list.baseline.toml"

    assert workbench(*asked).code == 1
    done = workbench(*asked, "--accept")
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines()[-1] == f"wrote {stored}"
    assert workbench(*asked).code == 0
    stored.write_text(stored.read_text().replace("Ada", "Eva"))
    drifted = workbench(*asked)
    assert drifted.code == 1
    assert "✗ baseline: body" in drifted.out
    stored.write_text("status = ]")
    assert workbench(*asked).code == 2
    assert workbench("run", shop / "users/get", "--accept", *variable(demo_url)).code == 2


def test_a_response_that_fails_a_check_is_not_accepted(shop: Path, demo_url: str) -> None:
    (shop / "list.toml").write_text(
        'url = "{{base_url}}/users/1"\n[baseline]\n[checks]\nexpect = ["status == 201"]\n'
    )
    done = workbench("run", shop / "list", "--accept", *variable(demo_url))

    assert done.code == 1
    assert "list: not accepted\nhint: a response is accepted if its checks pass" in done.err
    assert not (shop / "list.baseline.toml").exists()


def test_no_line_of_a_response_is_an_order_to_a_ci_server(shop: Path, demo_url: str) -> None:
    (shop / "list.toml").write_text(
        'name = "::add-mask::x"\nurl = "{{base_url}}/users/1"\n[checks]\nexpect = [\n'
        "  'body == \"::error::a\\n##vso[task.complete]\\n##[error]b\"',\n]\n"
    )
    done = workbench("run", shop / "list", *variable(demo_url))

    assert done.code == 1
    assert not re.search(r"^\s*::|##\[|##vso\[", done.out, re.MULTILINE)


def test_what_is_unresolved_tells_its_line_and_who_captures_it(shop: Path) -> None:
    (shop / "login.toml").write_text("url = 'http://h'\n[captures]\ntoken = 'body'\n")
    (shop / "me.toml").write_text(
        "url = 'http://h'\n[auth]\ntype = 'bearer'\ntoken = '{{token}}'\n"
        "[checks]\nexpect = ['status == {{nope}}']\n"
    )

    done = workbench("run", shop / "me")

    assert (done.code, done.out) == (2, "")
    assert done.err.splitlines() == [
        'shop/me.toml:4: unresolved "{{token}}"',
        'hint: "login" captures it: send that before',
        'shop/me.toml:6: unresolved "{{nope}}"',
        "hint: no variable has this name",
    ]
    assert workbench("run", shop / "me", "--dry-run").err == done.err


def test_a_misspelt_table_of_checks_is_told_although_nothing_fails(
    shop: Path, demo_url: str
) -> None:
    (shop / "list.toml").write_text('url = "{{base_url}}/users"\n[check]\nexpect = ["status == 1"]')

    done = workbench("run", shop / "list", *variable(demo_url))

    assert done.code == 0
    assert done.err.splitlines() == [
        'shop/list.toml:2: warning: unknown key "check"',
        'hint: did you mean "checks"?',
    ]


def test_a_file_around_a_request_that_cannot_be_read_is_told_once_and_keeps_it(shop: Path) -> None:
    (shop / "environments" / "dev.toml").write_text("protected = 'yes'\n")
    (shop / "collection.toml").write_text("format = '1'\n")

    done = workbench("run", shop / "list", *variable("http://127.0.0.1:1"))
    assert (done.code, done.out) == (2, "")
    assert done.err.splitlines() == [
        'shop/collection.toml:1: "format" must be a whole number, not text',
        'shop/environments/dev.toml:1: "protected" must be true or false, not text',
        "shop/collection.toml: nothing is sent without what collection.toml says",
        "hint: it cannot be read; set it right first",
    ]
    done = workbench("run", shop / "list", "--env", "dev")
    assert done.err.endswith('there is no environment "dev"\nhint: its file cannot be read\n')
