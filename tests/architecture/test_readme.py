"""The README says what is so: its key table is the command table, its commands exist."""

import re
import string
import subprocess
import sys
from dataclasses import fields
from typing import get_args

from workbench.engine.library import FUNCTIONS
from workbench.errors import ExitCode
from workbench.formats.auth_table import AUTHS
from workbench.formats.body_table import BODIES
from workbench.model import FileBody, GraphQLBody, Options
from workbench.model.auth import OAuth2Grant
from workbench.tui.commands import COMMANDS

from .source import ROOT

LETTERS = string.ascii_uppercase + string.ascii_lowercase + string.digits
README = (ROOT / "README.md").read_text(encoding="utf-8")


def key_table() -> str:
    """Return the command table as the README shows it."""
    lines = ["| key | what it does |", "| --- | --- |"]
    places = (("everywhere", ""), ("tree", "in the tree: "), ("response", "in the response: "))
    for scope, place in places:
        for command in COMMANDS:
            if command.scope == scope:
                keys = " ".join(f"`{key}`" for key in command.all_keys)
                lines.append(f"| {keys} | {place}{command.help} |")
    return "\n".join(lines)


def function_table() -> str:
    """Return the functions of templates as the README shows them."""
    lines = ["| function | what it gives |", "| --- | --- |"]
    for function in FUNCTIONS.values():
        signature = function.signature.replace(LETTERS, "…").replace("|", "\\|")
        lines.append(f"| `{signature}` | {function.doc.replace('|', chr(92) + '|')} |")
    return "\n".join(lines)


def test_the_function_table_is_the_library() -> None:
    shown = README.split("<!-- functions -->\n")[1].split("\n<!-- /functions -->")[0]

    assert shown == function_table()


def test_the_key_table_is_the_command_table() -> None:
    shown = README.split("<!-- keys -->\n")[1].split("\n<!-- /keys -->")[0]

    assert shown == key_table()


def test_the_exit_codes_that_can_come_are_explained() -> None:
    table = README.split("| code | meaning |")[1].split("\n\n")[0]
    explained = {int(code) for code in re.findall(r"^\| (\d+) \|", table, re.MULTILINE)}

    assert explained == set(ExitCode)


def test_every_command_is_in_the_readme() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "workbench", "--help"], capture_output=True, text=True, check=True
    )
    commands = done.stdout.split("Commands:\n")[1].split()[::1]
    for name in ("demo", "init", "run", "check", "explain", "fmt", "schema", "merge-driver"):
        assert name in commands
        assert f"workbench {name}" in README


def test_the_files_it_names_exist() -> None:
    for name in ("CONTRIBUTING.md", "themes", "tests/constraints.txt", ".github/screenshot.svg"):
        assert name in README
        assert (ROOT / name).exists()


def test_every_key_of_auth_body_and_options_is_explained() -> None:
    known = README.split("<summary>All kinds of auth and body")[1].split("</details>")[0]
    named = set(re.findall(r"`\[?(?:body\.)?([\w-]+)\]?`", known))
    kinds = [*AUTHS.values(), FileBody, GraphQLBody, Options]

    assert named >= {*AUTHS, *BODIES, *get_args(OAuth2Grant), "text", "fields", "parts"}
    assert named >= {field.name for kind in kinds for field in fields(kind)}
