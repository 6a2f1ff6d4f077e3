import time
from pathlib import Path

import pytest

from workbench.tui.screens.questions import Questions
from workbench.tui.screens.variables import VariablesScreen
from workbench.tui.screens.variables.screen import VariableList

from ...shops import Desk, desk, write_shop

pytestmark = pytest.mark.anyio


def write(root: Path) -> Path:
    """Write a shop whose request uses variables of all sorts."""
    shop = write_shop(root)
    files = {
        "collection.toml": 'format = 1\nname = "Shop"\n[variables]\nlimit = 20\nspare = "[/x]"\n',
        "environments/local.toml": (
            '[variables]\nbase_url = "http://{{host}}"\nhost = "127.0.0.1:1"\n'
            '[secrets]\ntoken = "env:SHOP_TOKEN"\n'
        ),
        "auth/folder.toml": '[variables]\n\nlimit = { value = 5, description = "a page" }\n',
        "auth/login.toml": (
            'url = "{{base_url}}/echo?l={{limit}}&m={{missing}}"\n'
            '[headers]\nX-T = "{{token}}"\nX-Id = "{{id}}"\n[captures]\nid = \'jsonpath "$.x"\'\n'
        ),
    }
    for name, text in files.items():
        (shop / name).write_text(text)
    return shop


async def look(here: Desk, node: str = "auth/login") -> VariableList:
    """Open a request and then its variables."""
    await here.open(node)
    await here.press("f10")
    await here.until(lambda: isinstance(here.app.screen, VariablesScreen))
    listed = here.app.screen.query_one(VariableList)
    await here.until(lambda: listed.count > 0)
    return listed


def names(listed: VariableList) -> list[str]:
    return [known.name for known in listed.shown]


async def to(here: Desk, listed: VariableList, name: str) -> None:
    """Put the cursor on a variable."""
    listed.cursor = names(listed).index(name)
    await here.pilot.pause()


async def test_what_is_wrong_comes_first_and_each_value_has_its_place(tmp_path: Path) -> None:
    async with desk(write(tmp_path)) as here:
        listed = await look(here)

        assert names(listed)[:2] == ["id", "missing"]
        assert "nothing says it" in here.text
        await here.sees("http://127.0.0.1:1  ← http://{{host}}", "environments/local.toml:2")
        await here.sees("auth/folder.toml:3", "number")
        assert "[/x]" in here.text


async def test_the_whole_chain_of_a_variable_is_below(tmp_path: Path) -> None:
    async with desk(write(tmp_path)) as here:
        listed = await look(here)
        await to(here, listed, "limit")

        await here.sees("a page", "✓ used", "auth/folder.toml:3", "· shadowed", "collection.toml:4")
        await to(here, listed, "token")
        await here.sees("? a send has to look up env:SHOP_TOKEN")


async def test_typing_narrows_the_list(tmp_path: Path) -> None:
    async with desk(write(tmp_path)) as here:
        listed = await look(here)
        everything = len(names(listed))
        await here.press("slash", *"HOST")
        await here.until(lambda: names(listed) == ["base_url", "host"])
        await here.press("down", "enter")
        assert listed.has_focus
        assert listed.cursor == 1
        await here.press("slash", "escape")
        await here.until(lambda: len(names(listed)) == everything)
        await here.press("slash", *"no such")
        await here.sees("no variable fits")


async def test_a_value_can_be_changed_for_the_session_and_brought_back(tmp_path: Path) -> None:
    shop = write(tmp_path)
    before = {path: path.read_bytes() for path in shop.rglob("*.toml")}
    async with desk(shop) as here:
        listed = await look(here)
        await to(here, listed, "limit")
        await here.press("e")
        await here.sees("limit for this session")
        await here.press("ctrl+u", *"7", "enter")
        await here.sees("session")
        known = listed.current
        assert known is not None
        assert known.resolved.value == 7

        await here.press("u")
        await here.until(lambda: listed.current is not None and listed.current.resolved.value == 5)
        await here.press("enter", "ctrl+u", *"8", "enter")
        await here.until(lambda: listed.current is not None and listed.current.resolved.value == 8)
        await here.press("d")
        await here.sees("limit is what the files say")
        await here.press("ctrl+z")
        await here.until(lambda: listed.current is not None and listed.current.resolved.value == 8)

    assert {path: path.read_bytes() for path in before} == before


async def test_a_secret_is_never_met_by_looking_and_shown_once_it_was(
    tmp_path: Path, demo_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHOP_TOKEN", "s3cret-word")
    shop = write(tmp_path)
    (shop / "users.toml").write_text(
        'url = "{{base_url}}/echo"\nmethod = "POST"\n[headers]\nX-T = "{{token}}"\n'
    )
    async with desk(shop, demo_url) as here:
        listed = await look(here, "users")
        await to(here, listed, "token")
        await here.press("s")
        await here.sees("not known yet")
        assert "s3cret-word" not in here.text
        await here.press("escape", "ctrl+r")
        await here.sees("Trust this collection?")
        await here.press("y")
        await here.done()

        listed = await look(here, "users")
        await to(here, listed, "token")
        await here.sees("•••")
        assert "s3cret-word" not in here.text
        await here.press("s")
        await here.sees("s3cret-word")
        await here.press("s")
        await here.until(lambda: "s3cret-word" not in here.text)


async def test_a_secret_that_was_typed_wrong_is_asked_for_again(
    tmp_path: Path, demo_url: str
) -> None:
    shop = write(tmp_path)
    (shop / "environments/local.toml").write_text(
        f'[variables]\nbase_url = "{demo_url}"\n[secrets]\ntoken = "prompt"\n'
    )
    (shop / "users.toml").write_text(
        'url = "{{base_url}}/echo"\nmethod = "POST"\n[headers]\nX-T = "{{token}}"\n'
    )
    async with desk(shop, demo_url) as here:
        await here.open("users")
        await here.press("ctrl+r")
        await here.until(lambda: isinstance(here.app.screen, Questions))
        await here.press(*"wrong", "enter")
        await here.sees("Allow it")
        await here.press("y")
        await here.done()

        listed = await look(here, "users")
        await here.press("a")
        await here.sees("secrets are asked for again")
        await to(here, listed, "token")
        await here.press("s")
        await here.sees("not known yet")
        await here.press("escape", "ctrl+r")
        await here.until(lambda: isinstance(here.app.screen, Questions))


async def test_what_stands_in_for_a_secret_is_one(tmp_path: Path) -> None:
    async with desk(write(tmp_path)) as here:
        listed = await look(here)
        await to(here, listed, "token")
        await here.press("e", *"mine-own", "enter")
        await here.sees("session")
        assert "mine-own" not in here.text
        await here.press("s")
        await here.sees("mine-own")


async def test_a_reference_can_be_copied(tmp_path: Path) -> None:
    async with desk(write(tmp_path)) as here:
        listed = await look(here)
        await to(here, listed, "host")
        await here.press("dollar_sign")
        await here.until(lambda: here.app.clipboard == "{{host}}")


async def test_variables_can_be_seen_without_a_request(tmp_path: Path) -> None:
    async with desk(write(tmp_path)) as here:
        await here.press("f10")
        await here.sees("Variables", "of the collection, local", "base_url", "spare")


async def test_the_keys_can_be_clicked(tmp_path: Path) -> None:
    async with desk(write(tmp_path)) as here:
        await look(here)
        await here.pilot.click("KeyBar", offset=(2, 0))
        await here.sees("for this session")


async def test_a_thousand_variables_do_not_hold_up_a_key(tmp_path: Path) -> None:
    shop = write(tmp_path)
    many = "".join(f'v{n} = "{{{{host}}}}/{n}"\n' for n in range(1000))
    with (shop / "auth" / "folder.toml").open("a") as file:
        file.write(many)
    async with desk(shop) as here:
        listed = await look(here)
        assert listed.count > 1000
        began = time.process_time()
        for _ in range(20):
            listed.cursor += 1
            await here.pilot.pause()
        assert (time.process_time() - began) / 20 < 0.25  # generous: the machine may be busy


async def test_what_was_given_on_the_command_line_wins_and_says_so(tmp_path: Path) -> None:
    async with desk(write(tmp_path), "http://given") as here:
        listed = await look(here)
        await to(here, listed, "base_url")
        await here.sees("http://given", "command line", "· shadowed")
        await here.press("enter")
        await here.sees("base_url was given on the command line")


async def test_headers_auth_and_options_tell_their_files_as_well(tmp_path: Path) -> None:
    shop = write(tmp_path)
    with (shop / "auth" / "folder.toml").open("a") as file:
        file.write('[headers]\nX-T = "theirs"\nX-Page = "{{limit}}"\n[options]\ntimeout = 3\n')
    async with desk(shop) as here:
        listed = await look(here)
        await here.press("f9")
        await here.until(lambda: "X-Page" in names(listed))
        await here.sees("5  ← {{limit}}", "header", "timeout", "option", "auth/folder.toml")
        await to(here, listed, "X-T")
        await here.sees("✓ used", "auth/login.toml:3", "· shadowed", "theirs")
        await here.press("e")
        await here.sees("X-T is edited in its file")
        await to(here, listed, "timeout")
        await here.press("o")
        await here.sees("▣ Folder  auth/folder.toml", "Redirects")
        await here.press("escape")
        await here.sees("▣ Variables")
