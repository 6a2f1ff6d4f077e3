"""What a start must not load: the layer test sees imports, this one sees what they pull in."""

import subprocess
import sys

import pytest


def loaded_by(module: str) -> set[str]:
    """Return the names of all modules that importing one loads, in a fresh interpreter."""
    code = f"import {module}, sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


@pytest.mark.parametrize("heavy", ["textual", "rich", "httpcore", "uvicorn", "asyncio", "tomli_w"])
def test_the_command_line_starts_without(heavy: str) -> None:
    assert heavy not in loaded_by("workbench.cli")


@pytest.mark.parametrize("heavy", ["httpcore", "trio", "ssl", "h11", "wsproto", "anyio", "hashlib"])
def test_the_client_imports_its_network_only_when_it_is_used(heavy: str) -> None:
    assert heavy not in loaded_by("workbench.client")


@pytest.mark.parametrize(
    "heavy", ["httpcore", "uvicorn", "tomli_w", "workbench.client", "workbench.tui.keymap"]
)
def test_the_first_frame_needs_no(heavy: str) -> None:
    assert heavy not in loaded_by("workbench.tui.app")


@pytest.mark.parametrize(
    "heavy",
    [
        "textual.widgets._text_area",
        "workbench.engine.session",
        "workbench.formats.edit",
        "workbench.formats.merge",
        "workbench.model.exchange",
        "workbench.store.arrangement",
        "workbench.templating",
        "workbench.tui.panes.request",
        "workbench.tui.panes.response",
    ],
)
def test_the_first_answer_to_a_key_needs_no(heavy: str) -> None:
    assert heavy not in loaded_by("workbench.tui.screens.main")


def test_the_package_root_imports_nothing() -> None:
    extra = loaded_by("workbench") - loaded_by("builtins")

    assert {name for name in extra if name.startswith("workbench.")} == set()


@pytest.mark.parametrize("heavy", ["jsonpath", "lxml", "regex"])
def test_checks_load_their_query_languages_only_when_one_is_asked(heavy: str) -> None:
    assert heavy not in loaded_by("workbench.checks")
