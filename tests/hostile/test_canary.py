"""A secret that sings is sent everywhere, and heard in none of our outputs, however spelled."""

import base64
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote, quote_plus

import pytest

from tests.tui.shops import Desk, desk

ASKED = "Trust this collection?"
CANARY = 'c4nary/s1ngs "loud" & clear+'
SPELLINGS = {
    "as it is": CANARY,
    "url": quote(CANARY, safe=""),
    "form": quote_plus(CANARY),
    "json": json.dumps(CANARY)[1:-1],
    "base64": base64.b64encode(CANARY.encode()).decode().rstrip("="),
    "basic": base64.b64encode(f"ada:{CANARY}".encode()).decode()[8:40],
    "hex": CANARY.encode().hex(),
    "a part of it": "c4nary",
}
REQUESTS = {
    "echo": """
url = "{{base_url}}/echo"
method = "POST"
[params]
key = "{{token}}"
[headers]
X-Key = "{{token | base64}}"
X-Hex = "{{token | hex}}"
[auth]
type = "basic"
username = "ada"
password = "{{token}}"
[body]
type = "json"
text = '{"secret": "{{token}}", "of": "{{token | url_encode}}"}'
[captures]
said = 'jsonpath "$.json.secret"'
[checks]
expect = ['jsonpath "$.json.secret" == "{{token}}!"', 'body not contains "{{token}}"']
""",
    "again": 'url = "{{base_url}}/headers"\n[headers]\nX-Said = "{{said}}"\n'
    '[checks]\nexpect = [\'header "X-None" == "{{said}}"\']\n',
    "broken": 'url = "http://127.0.0.1:9/{{token}}"\n[auth]\ntype = "bearer"\n'
    'token = "{{token | base64}}"\n',
    "told": 'url = "{{telling_url}}/"\n[captures]\nkey = \'header "X-Key"\'\n'
    '[checks]\nexpect = [\'header "X-Key" == "none"\', \'body == "none"\']\n',
    "odd": 'url = "{{base_url}}/echo"\n[headers]\nX = "{{token | number}}"\n',
}


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    root = tmp_path / "shop"
    (root / "environments").mkdir(parents=True)
    (root / "collection.toml").write_text('format = 1\nname = "Shop"\norder = ["echo", "again"]\n')
    (root / "environments" / "local.toml").write_text('[secrets]\ntoken = "env:CANARY"\n')
    for name, text in REQUESTS.items():
        (root / f"{name}.toml").write_text(text)
    return root


class Telling(BaseHTTPRequestHandler):
    """A server that tells the secret to those who never sent it."""

    def do_GET(self) -> None:
        whole = {name: SPELLINGS[name] for name in ("as it is", "url", "form", "base64", "hex")}
        basic = base64.b64encode(f"ada:{CANARY}".encode()).decode()
        body = json.dumps({"key": CANARY, **whole, "basic": basic}).encode()
        self.send_response(200, quote(CANARY))
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("X-Key", CANARY)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def telling_url() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Telling) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def heard(text: str) -> list[str]:
    return [name for name, spelled in SPELLINGS.items() if spelled.lower() in text.lower()]


def test_no_output_of_the_command_line_holds_it(
    shop: Path, tmp_path: Path, demo_url: str, telling_url: str
) -> None:
    def workbench(*words: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "workbench", *words],
            capture_output=True,
            text=True,
            env=os.environ | {"CANARY": CANARY, "WORKBENCH_STATE_DIR": str(tmp_path / "state")},
            timeout=60,
        )
        return done.stdout + done.stderr

    values = ["--env", "local", "--var", f"base_url={demo_url}"]
    values += ["--var", f"telling_url={telling_url}"]
    reports = [f"--report={kind}={tmp_path / kind}" for kind in ("junit", "tap", "json", "html")]
    sent = [str(shop / name) for name in ("told", "echo", "again", "broken")]
    outputs = {
        "run": workbench("run", *sent, *values, "--trust", *reports),
        "odd": workbench("run", str(shop / "odd"), *values, "--trust"),
        "load": workbench("run", str(shop / "echo"), *values, "--trust", "-n", "2"),
        "dry": workbench("run", *sent, *values, "--dry-run"),
        "untrusted": workbench("run", *sent, *values),
        "accept": workbench("run", *sent, *values, "--trust", "--accept"),
        "check": workbench("check", str(shop)),
        "explain": workbench("explain", str(shop / "echo"), "--env", "local"),
        **{kind: (tmp_path / kind).read_text() for kind in ("junit", "tap", "json", "html")},
    }

    assert '✗ header "X-Key" == "none"' in outputs["run"]
    assert "✗" in outputs["run"]  # checks failed, with evidence
    assert "•••" in outputs["run"]
    assert "•••" in outputs["html"]
    assert {name: heard(text) for name, text in outputs.items() if heard(text)} == {}


@pytest.mark.anyio
async def test_neither_the_screen_nor_what_is_kept_of_a_session_holds_it(
    shop: Path,
    tmp_path: Path,
    demo_url: str,
    telling_url: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CANARY", CANARY)
    monkeypatch.setenv("WORKBENCH_STATE_DIR", str(tmp_path / "state"))
    monkeypatch.setenv("WORKBENCH_CONFIG_DIR", str(tmp_path / "config"))
    collection = shop / "collection.toml"
    collection.write_text(f'{collection.read_text()}[variables]\ntelling_url = "{telling_url}"\n')
    seen: list[str] = []
    async with desk(shop, demo_url) as here:
        await here.open("told")  # before anybody knows that it is a secret
        await here.press("ctrl+r")
        await here.until(partial(_is_done, here, "told"))
        assert "url" in heard(here.text)
        for node in ("echo", "again", "broken", "told"):
            await here.open(node)
            if node != "told":
                await here.press("ctrl+r")
            await here.until(partial(_asks_or_is_done, here, node))
            if ASKED in here.text:
                await here.press("y")
            await here.until(partial(_is_done, here, node))
            for _ in range(6):
                seen.append(here.text)
                await here.press("ctrl+o", "]")
    kept = b"".join(p.read_bytes() for p in (tmp_path / "state").rglob("*") if p.is_file())

    assert [name for text in seen for name in heard(text)] == []
    assert heard(kept.decode("latin-1")) == []


def _asks_or_is_done(here: Desk, node: str) -> bool:
    return ASKED in here.text or _is_done(here, node)


def _is_done(here: Desk, node: str) -> bool:
    exchange = here.main.state.exchanges.get(node)
    return exchange is not None and exchange.phase == "done"
