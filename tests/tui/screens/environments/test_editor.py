from pathlib import Path

import pytest

from workbench.tui.screens.environments import EnvironmentScreen

from ...shops import Desk, desk, write_shop

pytestmark = pytest.mark.anyio
TEXT = (
    "# for all\n[variables]\nlimit = 20   # a page\n"
    'base_url = "http://127.0.0.1:1"\n\n[secrets]\ntoken = "env:T"  # ask Ada\n'
)


def write(root: Path) -> Path:
    shop = write_shop(root)
    (shop / "environments" / "local.toml").write_text(TEXT)
    return shop


def text(root: Path, name: str = "local.toml") -> str:
    path = root / "environments" / name
    return path.read_text() if path.exists() else ""


async def edit(here: Desk) -> EnvironmentScreen:
    """Open the editor of the environment that is used."""
    await here.press("alt+e", "e")
    await here.until(lambda: isinstance(here.app.screen, EnvironmentScreen))
    screen = here.app.screen
    assert isinstance(screen, EnvironmentScreen)
    await here.sees("limit", "env:T")
    return screen


async def test_a_variable_keeps_its_type_and_its_comment(tmp_path: Path) -> None:
    root = write(tmp_path)
    async with desk(root) as here:
        await edit(here)
        await here.press("v", "ctrl+u", *"50", "enter")
        await here.until(lambda: text(root) == TEXT.replace("20   #", "50   #"))
        await here.press("escape", "escape")
        await here.until(
            lambda: here.main.state.collection.environments["local"].variables[0].value == 50
        )


async def test_colour_protection_and_app_are_written_and_undone(tmp_path: Path) -> None:
    root = write(tmp_path)
    async with desk(root) as here:
        screen = await edit(here)
        screen.query_one("#color").focus()
        await here.press(*"red", "enter")
        await here.until(lambda: 'color = "red"' in text(root))
        screen.query_one("#protected").focus()
        await here.press("right")
        await here.until(lambda: "protected = true" in text(root))
        screen.query_one("#app").focus()
        await here.press(*"shop:app", "tab")
        await here.until(lambda: 'app = "shop:app"' in text(root))

        screen.query_one("#variables RowLines").focus()
        for gone in ("app =", "protected", "color"):
            await here.press("ctrl+z")
            await here.until(lambda gone=gone: gone not in text(root))  # type: ignore[misc]
        assert text(root) == TEXT


async def test_what_is_typed_last_is_kept_when_leaving(tmp_path: Path) -> None:
    root = write(tmp_path)
    async with desk(root) as here:
        screen = await edit(here)
        screen.query_one("#color").focus()
        await here.press(*"blue", "escape")
        await here.until(lambda: 'color = "blue"' in text(root))


async def test_a_secret_is_a_reference_with_the_hosts_it_is_for(tmp_path: Path) -> None:
    root = write(tmp_path)
    async with desk(root) as here:
        screen = await edit(here)
        screen.query_one("#secrets RowLines").focus()
        await here.press("v", "ctrl+u", *"env:U only to api.shop.dev", "enter")
        wanted = 'token = { source = "env:U", hosts = ["api.shop.dev"] }  # ask Ada'
        await here.until(lambda: wanted in text(root))


async def test_a_literal_secret_is_not_written_anywhere(tmp_path: Path) -> None:
    root = write(tmp_path)
    async with desk(root) as here:
        screen = await edit(here)
        screen.query_one("#secrets RowLines").focus()
        await here.press("v", "ctrl+u", *"s3cret", "enter")
        await here.sees("not written: write env:NAME")
        assert text(root) == TEXT


async def test_the_file_that_stays_out_of_git_is_edited_apart(tmp_path: Path) -> None:
    root = write(tmp_path)
    async with desk(root) as here:
        await edit(here)
        await here.press("f9")
        await here.sees("environments/local.local.toml, made by the first change")
        await here.press("a", *"limit", "enter", *"7", "enter")
        await here.until(lambda: "limit = 7" in text(root, "local.local.toml"))
        assert text(root) == TEXT
        await here.press("f9")
        await here.sees("environments/local.toml", "env:T")


async def test_what_cannot_be_written_is_said_and_stays_in_the_editor(tmp_path: Path) -> None:
    root = write(tmp_path)
    async with desk(root) as here:
        await edit(here)
        await here.press("a", *"limit", "enter", *"9", "enter")
        await here.sees("is there twice")
        assert text(root) == TEXT


async def test_what_somebody_else_has_changed_meanwhile_is_kept(tmp_path: Path) -> None:
    root = write(tmp_path)
    async with desk(root) as here:
        await edit(here)
        theirs = TEXT.replace("20", "30") + 'other = "env:O"\n'
        (root / "environments" / "local.toml").write_text(theirs)
        await here.press("down", "v", "ctrl+u", *"http://mine", "enter")
        await here.until(lambda: text(root) == theirs.replace("http://127.0.0.1:1", "http://mine"))
        await here.sees("30", "env:O")


async def test_where_both_have_changed_the_same_the_user_is_asked(tmp_path: Path) -> None:
    root = write(tmp_path)
    async with desk(root) as here:
        await edit(here)
        theirs = TEXT.replace("20", "30")
        (root / "environments" / "local.toml").write_text(theirs)
        await here.press("v", "ctrl+u", *"40", "enter")
        await here.sees("local changed on disk", "variables.limit")
        assert text(root) == theirs
        await here.press("enter")
        await here.until(lambda: text(root) == TEXT.replace("20", "40"))


async def test_everything_is_written_before_the_screen_is_left(tmp_path: Path) -> None:
    root = write(tmp_path)
    async with desk(root) as here:
        screen = await edit(here)
        await here.press("v", "ctrl+u", *"1", "enter", "enter", "ctrl+u", *"x", "enter")
        screen.query_one("#color").focus()
        await here.press(*"red", "escape", "escape")
        await here.until(lambda: here.app.screen is here.main)
        found = here.main.state.collection.environments["local"]
        assert [variable.value for variable in found.variables] == [1, "x"]
        assert found.color == "red"


async def test_a_secret_cannot_be_switched_off(tmp_path: Path) -> None:
    root = write(tmp_path)
    async with desk(root) as here:
        screen = await edit(here)
        screen.query_one("#secrets RowLines").focus()
        await here.press("space")
        await here.sees("a secret is there or it is not", "✓ token")
        assert text(root) == TEXT


async def test_a_word_that_is_no_colour_is_not_written(tmp_path: Path) -> None:
    root = write(tmp_path)
    async with desk(root) as here:
        screen = await edit(here)
        screen.query_one("#color").focus()
        await here.press(*"purplish", "enter")
        await here.sees('"purplish" is no color')
        assert text(root) == TEXT
        await here.press("escape")
        await here.sees("▣ Environments")


LITERAL = "ghp_" + "a1B2" * 9


async def test_a_value_that_looks_like_a_secret_is_moved_out(tmp_path: Path) -> None:
    root = write(tmp_path)
    path = root / "environments" / "local.toml"
    path.write_text(TEXT.replace("[secrets]", f'key = "{LITERAL}"\n\n[secrets]'))
    async with desk(root) as here:
        await edit(here)
        await here.sees("! a GitHub token · alt+m moves it out")
        await here.press("alt+m")
        await here.sees("Move a secret out of the environment", "variables.key holds")
        await here.press("enter")
        await here.until(lambda: 'key = "env:KEY"' in text(root))
        await here.until(lambda: LITERAL not in text(root))
        assert LITERAL not in here.text
        values = here.main.bench.dispatch.session.values("local")
        assert [(each.name, each.value) for each in values.hidden] == [("key", LITERAL)]
        await here.press("alt+m")
        await here.sees("none of these variables looks like a secret")


async def test_the_reference_may_go_to_the_other_file(tmp_path: Path) -> None:
    root = write(tmp_path)
    path = root / "environments" / "local.toml"
    path.write_text(TEXT.replace("limit = 20", f'at = "https://ada:{LITERAL}@h/"\nlimit = 20'))
    async with desk(root) as here:
        await edit(here)
        await here.press("alt+m")
        await here.sees("Move a secret out of the environment")
        here.app.screen.query_one("#file").focus()
        await here.press("right")
        here.app.screen.query_one("#name").focus()
        await here.press("enter")
        await here.until(lambda: 'secret = "env:SECRET"' in text(root, "local.local.toml"))
        await here.until(lambda: 'at = "https://ada:{{secret}}@h/"' in text(root))
