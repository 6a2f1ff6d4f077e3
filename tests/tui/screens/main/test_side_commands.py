from pathlib import Path

import pytest

from workbench.tui.screens.environments import EnvironmentScreen
from workbench.tui.screens.folder import FolderScreen
from workbench.tui.widgets.lines import Lines
from workbench.tui.widgets.tab_bar import TabBar

from ...shops import Desk, desk, write_shop

pytestmark = pytest.mark.anyio


def files_with(place: Path, text: str) -> list[Path]:
    return [p for p in place.rglob("*") if p.is_file() and text in p.read_text("utf-8", "replace")]


async def test_what_is_changed_on_a_screen_counts_on_the_way_back(tmp_path: Path) -> None:
    async with desk(write_shop(tmp_path)) as here:
        await here.open("users")
        await here.sees("→ http://127.0.0.1:1/users")
        await here.press("f10")
        await here.sees("base_url", "environments/local.toml:2")
        await here.press("enter")
        await here.sees("base_url for this session")
        await here.press("ctrl+u", *"http://there", "enter", "escape")
        await here.sees("→ http://there/users")


async def test_the_file_that_says_a_variable_can_be_edited_and_the_way_leads_back(
    tmp_path: Path,
) -> None:
    async with desk(write_shop(tmp_path)) as here:
        await here.open("users")
        await here.press("f10")
        await here.sees("environments/local.toml:2")
        await here.press("o")
        await here.sees("Environment", "for all", "environments/local.toml")
        await here.press("v", "ctrl+u", *"http://there", "enter")
        await here.press("escape")
        await here.sees("Variables", "http://there")
        await here.press("escape")
        await here.sees("→ http://there/users")


async def test_a_folder_and_a_request_that_say_a_variable_are_edited_where_they_are(
    tmp_path: Path,
) -> None:
    root = write_shop(tmp_path)
    (root / "auth" / "folder.toml").write_text('[variables]\nof_folder = "1"\n')
    login = '[variables]\nof_request = "1"\n'
    (root / "auth" / "login.toml").write_text(f'url = "http://h"\n{login}')
    async with desk(root) as here:
        await here.open("auth/login")
        await here.press("f10", "slash", *"of_folder", "enter")
        await here.sees("auth/folder.toml:2")
        await here.press("o")
        await here.sees("▣ Folder  auth/folder.toml", "of_folder")
        await here.press("escape")
        await here.sees("▣ Variables")
        await here.press("slash", *"of_request", "enter")
        await here.sees("auth/login.toml:3")
        await here.press("o")
        await here.until(lambda: here.app.screen is here.main)
        assert here.main.query_one("#request-tabs", TabBar).active == "Variables"


async def test_every_screen_is_framed_in_a_protected_environment(tmp_path: Path) -> None:
    root = write_shop(tmp_path)
    place = root / "environments" / "local.toml"
    place.write_text(f"protected = true\n{place.read_text()}")
    async with desk(root) as here:
        for key in ("f10", "alt+k", "alt+e"):
            await here.press(key)
            await here.until(lambda: here.app.screen is not here.main)
            assert here.app.screen.styles.border_left[0] == "outer"
            await here.press("escape")
            await here.until(lambda: here.app.screen is here.main)


async def test_a_literal_secret_moves_into_the_environment_and_its_lines_stay(
    tmp_path: Path,
) -> None:
    root = write_shop(tmp_path)
    token = "ghp_" + "a1B2" * 10
    request = root / "users.toml"
    request.write_text(request.read_text() + f'Authorization = "Bearer {token}"\n')
    file = root / "environments" / "local.toml"
    before = file.read_text()
    async with desk(root) as here:
        await here.open("users")
        await here.sees("a GitHub token", "alt+m moves it out")
        await here.press("alt+m")
        await here.sees("headers.Authorization holds a GitHub token")
        await here.press("enter")
        await here.sees("{{token}} stands for it now, from env:TOKEN")
        assert here.main.state.spec is not None
        assert here.main.state.spec.headers[-1].value == "Bearer {{token}}"
        assert here.main.bench.secret_places() == ()
        await here.press("ctrl+s")
        await here.until(lambda: not here.main.state.drafts)

    assert file.read_text() == before + '\n[secrets]\ntoken = "env:TOKEN"\n'
    assert request.read_text().endswith('Authorization = "Bearer {{token}}"\n')
    assert files_with(tmp_path, token) == []


async def test_where_nothing_looks_like_a_secret_that_is_said(tmp_path: Path) -> None:
    async with desk(write_shop(tmp_path)) as here:
        await here.open("users")
        await here.press("alt+m")
        await here.sees("nothing in this request looks like a secret")


def own_shop(root: Path, demo_url: str) -> Path:
    shop = write_shop(root)
    (shop / "environments/local.toml").write_text(f'[variables]\nbase_url = "{demo_url}"\n')
    (shop / "auth/login.toml").write_text(
        "method = 'POST'\n"
        "url = \"{{base_url}}/echo?n={{response('users', '$.users[0].name')}}\"\n"
        '[headers]\nX-Mine = "{{word}}"\n[variables]\nword = "hey"\n'
    )
    return shop


async def look_at_origins(at: Desk) -> None:
    at.main.state = at.main.state.switching("local")
    at.main.bench.open.show_request("auth/login")
    await at.press("ctrl+r")
    await at.done()
    at.response.show_tab("Origins")
    await at.sees("auth/folder.toml:3")


async def choose(at: Desk, text: str) -> None:
    lines = at.response.query_one(Lines)
    lines.cursor = next(n for n in range(lines.count) if text in lines.line(n, 200).plain)
    assert lines.has_focus
    await at.press("enter")


async def test_the_origins_of_a_send_tell_who_said_what(tmp_path: Path, demo_url: str) -> None:
    async with desk(own_shop(tmp_path, demo_url)) as at:
        await look_at_origins(at)
        await at.sees("X-Team", "blue", "environments/local.toml:2", "users → 200 at")
        await at.sees("X-Mine", "auth/login.toml:4", "{{word}}", "auth/login.toml:6")


async def test_the_origins_of_a_send_stay_what_they_were(tmp_path: Path, demo_url: str) -> None:
    async with desk(own_shop(tmp_path, demo_url)) as at:
        await look_at_origins(at)
        (at.main.root / "auth/folder.toml").write_text('\n\n\n[headers]\nX-Team = "red"\n')
        await at.press("f8")
        at.response.show_tab("Timeline")
        at.response.show_tab("Origins")
        await at.sees("auth/folder.toml:3", "blue")


async def test_enter_on_an_origin_opens_where_a_value_came_from(
    tmp_path: Path, demo_url: str
) -> None:
    async with desk(own_shop(tmp_path, demo_url)) as at:
        await look_at_origins(at)
        await choose(at, "X-Team")
        await at.until(lambda: isinstance(at.app.screen, FolderScreen))
        await at.press("escape")
        await choose(at, "{{base_url}}")
        await at.until(lambda: isinstance(at.app.screen, EnvironmentScreen))
        await at.press("escape")
        await choose(at, "X-Mine")
        tabs = at.main.query_one("#request-tabs", TabBar)
        await at.until(lambda: tabs.active == "Headers")
        await choose(at, "{{word}}")
        await at.until(lambda: tabs.active == "Variables")
        await choose(at, "users →")
        await at.until(lambda: at.main.state.opened == "users")


async def test_history_knows_the_origins_too(tmp_path: Path, demo_url: str) -> None:
    shop = own_shop(tmp_path, demo_url)
    async with desk(shop) as at:
        await look_at_origins(at)
    async with desk(shop) as at:
        at.main.bench.open.show_request("auth/login")
        await at.until(lambda: at.main.state.shown is not None)
        assert at.main.state.shown is not None
        assert at.main.state.shown.from_history
        at.response.show_tab("Origins")
        await at.sees("auth/folder.toml:3", "users → 200 at")
