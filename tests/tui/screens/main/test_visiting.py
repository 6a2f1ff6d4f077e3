import asyncio
import webbrowser
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from urllib.request import urlopen

import pytest

from workbench.client import DeviceCode
from workbench.tui.screens.main.visiting import Visiting

from ...shops import Desk, desk, write_shop

pytestmark = pytest.mark.anyio

AUTH = """name = "Resource"
url = "{{base_url}}/oauth/resource"
[auth]
type = "oauth2"
grant = "authorization-code"
authorization_url = "https://login.example/authorize"
token_url = "{{base_url}}/oauth/token"
client_id = "demo-client"
client_secret = "demo-secret"
"""


class Browser:
    """Keeps what was opened."""

    def __init__(self) -> None:
        self.opened: list[str] = []

    def open(self, url: str) -> bool:
        self.opened.append(url)
        return True


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> Browser:
    found = Browser()
    monkeypatch.setattr(webbrowser, "get", lambda: found)
    return found


async def visited(here: Desk, url: str) -> None:
    await asyncio.to_thread(Visiting(here.main).open_page, url)
    await here.sees("agree in your browser")


async def test_a_token_that_needs_a_person_is_asked_for_and_the_browser_opened(
    tmp_path: Path, demo_url: str, browser: Browser
) -> None:
    root = write_shop(tmp_path)
    (root / "resource.toml").write_text(AUTH)
    async with desk(root, demo_url) as here:
        await here.open("resource")
        await here.press("ctrl+r")
        await here.sees("agree in your browser", "https://login.example/authorize")
        assert browser.opened == []
        await here.press("y")
        await here.until(lambda: bool(browser.opened))
        (url,) = browser.opened
        asked = {name: each[0] for name, each in parse_qs(urlsplit(url).query).items()}
        back = f"{asked['redirect_uri']}?state={asked['state']}&error=access_denied"
        await asyncio.to_thread(lambda: urlopen(back).read())
        await here.done()
        await here.sees("access_denied")


async def test_nothing_is_opened_without_a_yes_or_out_of_the_web(
    tmp_path: Path, browser: Browser
) -> None:
    async with desk(write_shop(tmp_path)) as here:
        await visited(here, "https://login.example/x")
        await here.press("escape")
        await here.sees("no page was opened")
        await visited(here, "file:///etc/passwd")
        await here.press("y")
        await here.sees("none of the web")

        assert browser.opened == []


@pytest.mark.parametrize("kind", ["none", "in this terminal"])
async def test_without_a_browser_of_its_own_the_address_is_copied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    def get() -> webbrowser.BaseBrowser:
        if kind == "none":
            raise webbrowser.Error("none")
        return webbrowser.GenericBrowser("lynx")

    monkeypatch.setattr(webbrowser, "get", get)
    async with desk(write_shop(tmp_path)) as here:
        await visited(here, "https://login.example/x")
        await here.press("y")
        await here.sees("there is no browser")

        assert here.app.clipboard == "https://login.example/x"


async def test_a_code_is_shown_with_the_page_where_it_is_entered(
    tmp_path: Path, browser: Browser
) -> None:
    code = DeviceCode("ABCD-\x1b[2J1234", "https://h/device", "https://h/device?code=A", 300)
    async with desk(write_shop(tmp_path)) as here:
        await asyncio.to_thread(Visiting(here.main).show_code, code)
        await here.sees("ABCD-", "https://h/device")
        assert "\x1b" not in here.text
        await here.press("y")
        await here.until(lambda: browser.opened == ["https://h/device?code=A"])
