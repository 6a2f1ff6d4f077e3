import pytest

from workbench.bodies.decoded import Held
from workbench.engine.filters import filter_of, is_path
from workbench.engine.filters.command import CommandFilter
from workbench.engine.filters.path import PathFilter
from workbench.errors import WorkbenchError


@pytest.mark.parametrize("text", ["$", "$.a", "$[0]", "$..a", " $.a ", "$ .a"])
def test_what_begins_at_the_root_is_a_path(text: str) -> None:
    assert is_path(text)
    assert isinstance(filter_of(Held(b""), text), PathFilter)


@pytest.mark.parametrize("text", ["jq .a", "$HOME/bin/x", "grep '$.'", "$(cat x)"])
def test_all_else_is_a_command(text: str) -> None:
    assert not is_path(text)
    assert isinstance(filter_of(Held(b""), text), CommandFilter)


def test_a_bad_path_is_refused_at_once() -> None:
    with pytest.raises(WorkbenchError, match="is not a JSONPath"):
        filter_of(Held(b""), "$.a[")
