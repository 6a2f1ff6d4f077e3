"""Where people try things out: `python -m asyncio`, and notebooks, whose loop runs already."""

import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from jupyter_client.manager import run_kernel

from tests.server.loopback import Loopback

# A notebook's kernel in short: one running loop, on which one cell after the other is run with
# `await` allowed at its top level; an error ends its cell only.
KERNEL = """
import ast, asyncio, inspect, sys

async def kernel():
    names = {}
    for cell in sys.stdin.read().split("# cell\\n"):
        try:
            code = compile(cell, "<cell>", "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
            done = eval(code, names)
            if inspect.isawaitable(done):
                await done
        except Exception as error:
            print(type(error).__name__, error)

asyncio.run(kernel())
"""


@pytest.fixture
def server() -> Iterator[Loopback]:
    with Loopback() as running:
        yield running


def typed(arguments: list[str], text: str) -> tuple[str, str]:
    """Return what a Python says that text is typed into."""
    done = subprocess.run(
        [sys.executable, *arguments],
        input=text,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return done.stdout, done.stderr


def test_the_asyncio_prompt_awaits_an_async_client(server: Loopback) -> None:
    said, complaints = typed(
        ["-m", "asyncio"],
        f"""\
from workbench.client import AsyncClient, get
client = AsyncClient()
response = await client.get({server / "json"!r})
print(response.text)
pieces = [piece async for piece in response.stream()]
print(len(pieces), "pieces")
await client.aclose()
get({server / "json"!r})
""",
    )

    assert '{"hello": "world"}' in said
    assert "1 pieces" in said
    assert complaints.count("Traceback") == 1
    assert "RuntimeError: a sync call would block the running event loop" in complaints
    assert "use AsyncClient and await it" in complaints
    assert len(server.requests) == 1


def test_a_notebook_keeps_its_client_from_cell_to_cell(server: Loopback) -> None:
    said, complaints = typed(
        ["-W", "error", "-c", KERNEL],
        f"""\
from workbench.client import AsyncClient, Client, stream
client = AsyncClient()
# cell
for _ in range(2):
    response = await client.get({server / "json"!r})
# cell
print(response.timings.reused, response.json())
# cell
async with client.parallel() as parallel:
    parallel.get({server / "json"!r})
    print((await parallel.next_response()).status_code)
# cell
Client().get({server / "json"!r})
# cell
with stream("GET", {server / "json"!r}) as response:
    pass
# cell
await client.aclose()
print("closed", client.is_closed)
""",
    )

    refusal = "RuntimeError a sync call would block the running event loop; use AsyncClient"
    assert complaints == ""
    assert said.splitlines() == [
        "True {'hello': 'world'}",
        "200",
        f"{refusal} and await it",
        f"{refusal} and await it",
        "closed True",
    ]
    assert len(server.requests) == 3


def test_a_jupyter_kernel_awaits_an_async_client(server: Loopback) -> None:
    cells = [
        "from workbench.client import AsyncClient, get\nclient = AsyncClient()",
        f"response = await client.get({server / 'json'!r})\nprint(response.json())",
        f"get({server / 'json'!r})",
        "await client.aclose()\nprint('closed', client.is_closed)",
    ]
    said: list[str] = []

    def hear(message: dict[str, Any]) -> None:
        content = message["content"]
        said.append(content.get("text", "").strip() or content.get("evalue", ""))

    with run_kernel(kernel_name="python3") as kernel:
        for cell in cells:
            kernel.execute_interactive(  # type: ignore[attr-defined]  # a class of jupyter_client makes it
                cell, timeout=60, output_hook=hear
            )

    assert [line for line in said if line] == [
        "{'hello': 'world'}",
        "a sync call would block the running event loop; use AsyncClient and await it",
        "closed True",
    ]
    assert len(server.requests) == 1
