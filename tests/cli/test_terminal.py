import io
import sys

import pytest

from workbench.cli.terminal import need_terminal
from workbench.errors import WorkbenchError


@pytest.mark.parametrize("missing", ["stdin", "stdout"])
def test_the_interface_refuses_to_start_without_a_terminal(
    missing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    for name in ("stdin", "stdout"):
        monkeypatch.setattr(sys, name, None if name == missing else Terminal())

    with pytest.raises(WorkbenchError, match="needs a terminal"):
        need_terminal()
