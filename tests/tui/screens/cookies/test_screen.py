from pathlib import Path

import pytest

from workbench.model import KeptCookie
from workbench.store.cookies import CookieFiles
from workbench.store.paths import state_dir
from workbench.tui.screens.cookies import CookiesScreen
from workbench.tui.screens.cookies.screen import CookieList

from ...shops import Desk, desk, write_shop

pytestmark = pytest.mark.anyio
KEPT = (
    KeptCookie("sid", "s3cret", "shop.dev", host_only=True, http_only=True),
    KeptCookie("theme", "dark", "shop.dev", host_only=True, expires=4e9),
    KeptCookie("track", "[red]", "ads.dev", "/x", secure=True, same_site="none"),
)


def shop_with_cookies(root: Path) -> Path:
    """Write a shop whose environment has cookies from another day."""
    shop = write_shop(root)
    CookieFiles(state_dir() / "cookies", shop).save("local", KEPT)
    return shop


def names(listed: CookieList) -> list[str]:
    return [cookie.name for cookie in listed.shown]


async def look(here: Desk) -> CookieList:
    """Open the screen."""
    await here.press("alt+k")
    await here.until(lambda: isinstance(here.app.screen, CookiesScreen))
    listed = here.app.screen.query_one(CookieList)
    await here.until(lambda: listed.count == len(KEPT))
    return listed


async def test_cookies_are_listed_by_domain_with_hidden_values(tmp_path: Path) -> None:
    async with desk(shop_with_cookies(tmp_path)) as here:
        listed = await look(here)

        assert names(listed) == ["track", "sid", "theme"]
        await here.sees("of local", "*.ads.dev", "shop.dev", "secure, none", "session")
        assert "s3cret" not in here.text
        await here.press("down", "s")
        await here.sees("s3cret")
        await here.press("s")
        await here.until(lambda: "s3cret" not in here.text)


async def test_the_list_is_narrowed_by_typing(tmp_path: Path) -> None:
    async with desk(shop_with_cookies(tmp_path)) as here:
        listed = await look(here)
        await here.press("slash", *"ADS")
        await here.until(lambda: names(listed) == ["track"])
        await here.press(*"none")
        await here.sees("no cookie fits")
        await here.press("escape")
        await here.until(lambda: len(names(listed)) == 3)
        assert listed.has_focus


async def test_values_change_and_cookies_go_and_all_of_it_can_be_undone(tmp_path: Path) -> None:
    shop = shop_with_cookies(tmp_path)
    async with desk(shop) as here:
        listed = await look(here)
        await here.press("end", "s", "enter")
        await here.sees("it is sent from now on")
        await here.press("ctrl+u", *"light", "enter")
        await here.until(lambda: [c.value for c in listed.shown][-1] == "light")
        await here.press("u")
        await here.until(lambda: [c.value for c in listed.shown][-1] == "dark")

        await here.press("d")
        await here.until(lambda: names(listed) == ["track", "sid"])
        await here.press("D")
        await here.until(lambda: names(listed) == ["track"])
        await here.press("ctrl+z")
        await here.until(lambda: names(listed) == ["track", "sid"])
        await here.press("u")
        await here.until(lambda: names(listed) == ["track", "sid", "theme"])
        await here.press("u")
        await here.sees("nothing was changed")
        await here.press("end", "d")
        await here.until(lambda: names(listed) == ["track", "sid"])

    left = CookieFiles(state_dir() / "cookies", shop).load("local")
    assert sorted(cookie.name for cookie in left) == ["sid", "track"]


async def test_what_no_cookie_can_hold_is_refused(tmp_path: Path) -> None:
    async with desk(shop_with_cookies(tmp_path)) as here:
        listed = await look(here)
        await here.press("e", *"a;b", "enter")
        await here.sees("cannot hold semicolons")
        assert listed.shown[0].value == "[red]"


async def test_a_response_sets_a_cookie_that_the_next_day_still_has(
    tmp_path: Path, demo_url: str
) -> None:
    shop = write_shop(tmp_path)
    (shop / "auth" / "login.toml").write_text(
        'method = "POST"\nurl = "{{base_url}}/session"\n[body]\ntype = "json"\n'
        'text = \'{"username": "ada", "password": "lovelace"}\'\n'
    )
    async with desk(shop, demo_url) as here:
        await here.press("alt+k")
        await here.sees("no cookies: they come with responses")
        await here.press("escape")
        await here.open("auth/login")
        await here.press("ctrl+r")
        await here.done()
        await here.press("alt+k")
        await here.sees("127.0.0.1", "http-only, lax")
    async with desk(shop, demo_url) as here:
        await here.press("alt+k")
        await here.sees("127.0.0.1", "http-only, lax")


async def test_what_cannot_be_read_is_told_and_blocks_nothing(tmp_path: Path) -> None:
    shop = shop_with_cookies(tmp_path)
    (path,) = (state_dir() / "cookies").rglob("*.json")
    path.write_text("{")
    async with desk(shop) as here:
        await here.press("alt+k")
        await here.sees("JSONDecodeError", "no cookies")
