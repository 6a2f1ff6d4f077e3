"""A real Chromium without a window, asked questions over its DevTools protocol."""

import json
import os
import shutil
import subprocess
import tempfile
import time
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from typing import Any, Self

from workbench.client import Client

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
QUIET = (
    "--headless", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-quic", "--remote-debugging-port=0",
)  # fmt: skip
START_SECONDS = 60.0


def executable() -> str:
    """Return the path of a Chromium; raises with advice if there is none."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        raise FileNotFoundError("install Chromium, or name one in the environment as CHROMIUM")
    return found


class Chromium:
    """One browser with one page, from entering to leaving its `with` block."""

    def __init__(self) -> None:
        self._stack = ExitStack()
        self._numbers = count(1)
        self.said: list[dict[str, Any]] = []

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            home = stack.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True))
            self._home = home
            # Root may not use its sandbox; what is opened here are our own files.
            sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
            self._process = subprocess.Popen(
                [executable(), *QUIET, *sandbox, f"--user-data-dir={home}", "about:blank"],
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            stack.callback(self._process.wait, 20)
            stack.callback(self._process.terminate)
            client = stack.enter_context(Client(trust_env=False, timeout=START_SECONDS))
            pages = client.get(f"http://127.0.0.1:{self._port()}/json/list").json()
            target = next(page for page in pages if page["type"] == "page")
            address = target["webSocketDebuggerUrl"]
            self._page = stack.enter_context(client.websocket(address))
            for domain in ("Runtime", "Log", "Network", "Page"):
                self.ask(f"{domain}.enable")
            self._stack = stack.pop_all()
        return self

    def __exit__(self, *exc: object) -> None:
        self._stack.close()

    def _port(self) -> int:
        """Return the port the browser chose; it writes it down when it listens."""
        written = Path(self._home, "DevToolsActivePort")
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end and self._process.poll() is None:
            if written.exists() and (lines := written.read_text().split()):
                return int(lines[0])
            time.sleep(0.02)  # nothing else tells that the file is there
        raise TimeoutError("Chromium did not start")

    def ask(self, method: str, **params: Any) -> Any:
        """Call a method of the protocol and return its result; events go to `said`."""
        number = next(self._numbers)
        self._page.send_json({"id": number, "method": method, "params": params})
        while True:
            message = self._page.receive_json(START_SECONDS)
            if message.get("id") == number:
                return message["result"]
            self.said.append(message)

    def open(self, url: str) -> None:
        """Go to a page and wait until it is loaded."""
        self.said.clear()
        self.ask("Page.navigate", url=url)
        while not any(event["method"] == "Page.loadEventFired" for event in self.said):
            self.said.append(self._page.receive_json(START_SECONDS))

    def run(self, script: str) -> Any:
        """Return the value of an expression on the page."""
        found = self.ask("Runtime.evaluate", expression=script, returnByValue=True)
        assert "exceptionDetails" not in found, found
        return found["result"].get("value")

    @property
    def complaints(self) -> list[str]:
        """What the page wrote to its console, errors included."""
        kinds = ("Runtime.exceptionThrown", "Runtime.consoleAPICalled", "Log.entryAdded")
        return [json.dumps(event) for event in self.said if event["method"] in kinds]

    @property
    def requested(self) -> list[str]:
        """The URLs that the page asked for."""
        sent = [event for event in self.said if event["method"] == "Network.requestWillBeSent"]
        return [event["params"]["request"]["url"] for event in sent]
