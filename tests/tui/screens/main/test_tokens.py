import re
from pathlib import Path

import pytest

from workbench.tui.panes.request.token_view import TokenView
from workbench.tui.widgets.tab_bar import TabBar

from ...shops import desk, write_shop

pytestmark = pytest.mark.anyio

AUTH = """[auth]
type = "oauth2"
token_url = "{{base_url}}/oauth/token"
client_id = "demo-client"
client_secret = "SECRET"
"""
REQUEST = 'name = "Resource"\nurl = "{{base_url}}/oauth/resource"\n'


async def test_the_token_is_shown_counted_down_refreshed_and_forgotten(
    tmp_path: Path, demo_url: str
) -> None:
    root = write_shop(tmp_path)
    (root / "resource.toml").write_text(REQUEST + AUTH.replace("SECRET", "demo-secret"))
    async with desk(root, demo_url) as here:
        await here.open("resource")
        here.main.query_one("#request-tabs", TabBar).choose("Auth")
        await here.sees("○ no token yet")
        await here.press("ctrl+r")
        await here.sees("● expires in 4:", "••••••••")
        here.main.set_focus(here.main.query_one(TokenView))
        await here.press("V")
        await here.until(lambda: token(here.text) not in ("", "••••••••"))
        first = token(here.text)
        await here.press("r")
        await here.sees("the token was refreshed", "••••••••")
        await here.press("V")
        await here.until(lambda: token(here.text) not in ("", first, "••••••••"))
        await here.press("d")
        await here.sees("○ no token yet")
        await here.press("n")
        await here.sees("there is a new token", "● expires in")


def token(screen: str) -> str:
    """Return the token as it is shown; nothing while it is not."""
    found = re.search(r"expires in \S+ +(\S+)", screen)
    return found[1] if found else ""


async def test_an_inherited_token_is_shown_too_and_why_there_is_none_is_told(
    tmp_path: Path, demo_url: str
) -> None:
    root = write_shop(tmp_path)
    (root / "auth" / "folder.toml").write_text(AUTH.replace("SECRET", "wrong"))
    async with desk(root, demo_url) as here:
        await here.open("auth/login")
        here.main.query_one("#request-tabs", TabBar).choose("Auth")
        await here.sees("○ no token yet", "Inherited: OAuth 2")
        here.main.set_focus(here.main.query_one(TokenView))
        await here.press("n")
        await here.sees("invalid_client")


async def test_other_credentials_have_no_token(tmp_path: Path) -> None:
    async with desk(write_shop(tmp_path)) as here:
        await here.open("users")
        here.main.query_one("#request-tabs", TabBar).choose("Auth")
        await here.sees("Inherited: no folder")

        assert not here.main.query_one(TokenView).display
