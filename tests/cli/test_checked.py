"""What `workbench run` does across collections; its single parts have tests of their own."""

from pathlib import Path

import pytest

from workbench.cli.checked import CheckedOrder, carry_out, dry_run
from workbench.cli.selection import select
from workbench.cli.trust_options import OPTIONS, Allowed
from workbench.errors import ExitCode, WorkbenchError

NOTHING = Allowed({name: () for name, _, _ in OPTIONS})


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    root = tmp_path / "bank"
    root.mkdir()
    (root / "collection.toml").write_text('format = 1\nname = "Bank"\n')
    (root / "pay.toml").write_text(
        'url = "{{base_url}}/users"\n[checks]\nexpect = ["status == 402"]\n'
    )
    return root


def order(
    *paths: Path, url: str, environment: str | None = None, bail: bool = False
) -> CheckedOrder:
    return CheckedOrder(select(paths), environment, {"base_url": url}, NOTHING, bail=bail)


def test_collections_are_run_one_after_the_other_and_summed_up(
    shop: Path, bank: Path, demo_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert carry_out(order(bank, shop / "list", url=demo_url)) == ExitCode.CHECK_FAILED
    assert "2 requests: 1 passed, 1 failed" in capsys.readouterr().out


def test_the_first_failure_can_end_it_for_all_collections(
    shop: Path, bank: Path, demo_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert carry_out(order(bank, shop / "list", url=demo_url, bail=True)) == 1
    out = capsys.readouterr().out
    assert "1 failed, 1 skipped" in out
    assert "– ---" in out


def test_an_environment_must_be_in_each_collection(shop: Path, bank: Path, demo_url: str) -> None:
    with pytest.raises(WorkbenchError, match='no environment "live"'):
        carry_out(order(shop / "list", bank, url=demo_url, environment="live"))


def test_a_dry_run_needs_no_server(
    shop: Path, bank: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert dry_run(order(bank, shop / "list", url="http://127.0.0.1:1")) == ExitCode.PASSED
    assert "  GET http://127.0.0.1:1/users" in capsys.readouterr().out
