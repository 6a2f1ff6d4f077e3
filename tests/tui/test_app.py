import gc
import os
import signal
import stat
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.strip import Strip

from workbench.store.collection_store import CollectionStore
from workbench.tui.app import DEFAULT_THEME, WorkbenchApp, commands
from workbench.tui.launch import launch
from workbench.tui.palette import CommandProvider
from workbench.tui.screens.dialogs import Choices
from workbench.tui.screens.main import MainScreen
from workbench.tui.screens.main.carrying import asks
from workbench.tui.screens.main.view_commands import ViewCommands
from workbench.tui.screens.start import StartScreen
from workbench.tui.widgets.body_view import BodyView
from workbench.tui.widgets.code_area import CodeArea
from workbench.tui.widgets.safe import SafeText
from workbench.tui.widgets.tab_bar import TabBar

from .headless import tell
from .shops import Desk, desk, write_shop

pytestmark = pytest.mark.anyio

THEME = 'name = "mine"\n[colors]\nprimary = "#112233"\n'


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def notices(app: WorkbenchApp) -> list[str]:
    return [notification.message for notification in app._notifications]


async def ready(here: Desk) -> None:
    await here.until(lambda: isinstance(here.app.screen, MainScreen))
    await here.until(here.main.loaded.is_set)


# Themes


async def test_a_chosen_theme_is_remembered(tmp_path: Path) -> None:
    root = write_shop(tmp_path)
    settings = tmp_path / "config" / "settings.toml"
    async with desk(root) as here:
        assert here.app.theme == DEFAULT_THEME
        await here.press("f4", *"paper", "enter")
        await here.until(settings.exists)
        assert here.app.theme == "paper"

    assert 'theme = "paper"' in settings.read_text()
    async with desk(root) as here:
        assert here.app.theme == "paper"


async def test_themes_are_shown_while_one_is_chosen_and_escape_keeps_the_old(
    tmp_path: Path,
) -> None:
    async with desk(write_shop(tmp_path)) as here:
        await here.press("f4")
        offered = here.app.screen.query_one(Choices).choices
        await here.press("up")
        assert here.app.theme == offered[offered.index(DEFAULT_THEME) - 1]

        await here.press("escape")
        await here.until(lambda: here.app.theme == DEFAULT_THEME)
        assert not (tmp_path / "config").exists()


async def test_a_choice_that_cannot_be_remembered_holds_until_the_end(tmp_path: Path) -> None:
    async with desk(write_shop(tmp_path)) as here:
        (tmp_path / "config").write_text("in the way of the folder")
        await here.press("f4", *"paper", "enter")
        await here.sees("this is not remembered", "settings.toml")

        assert here.app.theme == "paper"


async def test_a_theme_of_the_users_own_is_read_from_their_folder(tmp_path: Path) -> None:
    write(tmp_path / "config/themes/mine.toml", THEME)
    write(tmp_path / "config/settings.toml", 'theme = "mine"\n')
    async with desk(write_shop(tmp_path)) as here:
        assert here.app.theme == "mine"
        assert here.app.current_theme.primary == "#112233"
        assert notices(here.app) == []

        await here.press("f4")
        assert "mine" in here.app.screen.query_one(Choices).choices


async def test_a_theme_of_the_users_own_is_shown_anew_while_they_write_it(tmp_path: Path) -> None:
    theme = THEME + 'background = "#{}"\n'
    write(tmp_path / "config/themes/mine.toml", theme.format("101010"))
    write(tmp_path / "config/settings.toml", 'theme = "mine"\n')
    async with desk(write_shop(tmp_path)) as here:
        assert here.main.styles.background.hex6 == "#101010"
        write(tmp_path / "config/themes/mine.toml", theme.format("303030"))
        await here.until(lambda: here.main.styles.background.hex6 == "#303030")


async def test_a_broken_theme_is_one_notice_and_the_others_work(tmp_path: Path) -> None:
    broken = write(tmp_path / "config/themes/broken.toml", THEME.replace("#112233", "blue-ish"))
    write(tmp_path / "config/themes/mine.toml", THEME)
    async with desk(write_shop(tmp_path)) as here:
        await here.until(lambda: len(notices(here.app)) == 1)
        assert f"{broken}:3" in notices(here.app)[0]
        assert "mine" in here.app.available_themes


async def test_a_theme_that_there_is_not_gives_way_and_is_told(
    tmp_path: Path,
) -> None:
    settings = write(tmp_path / "config/settings.toml", '# mine\ntheme = "nigth"\n')
    async with desk(write_shop(tmp_path)) as here:
        assert here.app.theme == DEFAULT_THEME
        assert notices(here.app) == [
            f'{settings}:2: there is no theme "nigth"\nhint: did you mean "night"?'
        ]
        assert settings.read_text() == '# mine\ntheme = "nigth"\n'


# What is typed before the collection is there


@contextmanager
def held_back(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Let no collection be loaded until the event is set."""
    go_on, load = threading.Event(), CollectionStore.load

    def wait_and_load(store: CollectionStore) -> Any:
        assert go_on.wait(30)
        return load(store)

    monkeypatch.setattr(CollectionStore, "load", wait_and_load)
    try:
        yield go_on
    finally:
        go_on.set()


def key(name: str) -> events.Key:
    return events.Key(name, name if len(name) == 1 else None)


async def test_keys_and_pastes_before_the_collection_is_there_are_kept_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write_shop(tmp_path)
    with held_back(monkeypatch) as go_on:
        app = WorkbenchApp(root, is_collection=True)
        async with app.run_test(size=(120, 40)) as pilot:
            here = Desk(app, pilot)
            for event in (key("ctrl+n"), key("E"), events.Paste("arly"), key("enter")):
                app.post_message(event)
            await pilot.pause()
            go_on.set()
            await here.until((root / "early.toml").exists)
            await here.until(lambda: here.main.state.opened == "early")


async def test_early_keys_are_not_overtaken_by_later_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write_shop(tmp_path)
    with held_back(monkeypatch) as go_on:
        app = WorkbenchApp(root, is_collection=True)
        async with app.run_test(size=(120, 40)) as pilot:
            here = Desk(app, pilot)
            app.post_message(key("ctrl+n"))
            app.post_message(key("a"))
            await here.until(lambda: isinstance(app.screen, MainScreen))

            # The later keys wait in the app's queue while the collection gets ready.
            app.call_later(here.main.loaded.wait)
            for name in ("b", "c", "enter"):
                app.post_message(key(name))
            go_on.set()
            await here.until((root / "abc.toml").exists)
            await here.until(lambda: here.main.state.opened == "abc")


# The end


def test_leaving_is_a_success(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def story(here: Desk) -> None:
        await ready(here)
        await here.press("ctrl+q")

    tell(monkeypatch, story)
    assert launch(write_shop(tmp_path)) == 0


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_signal_ends_in_good_order_with_its_own_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: int
) -> None:
    async def story(here: Desk) -> None:
        await ready(here)
        await here.open("users")
        await here.press("ctrl+l", "end", "z")
        os.kill(os.getpid(), number)

    tell(monkeypatch, story)
    assert launch(write_shop(tmp_path)) == code
    assert "/usersz" in kept_drafts(tmp_path)


def kept_drafts(tmp_path: Path) -> str:
    return "".join(path.read_text() for path in (tmp_path / "state/drafts").rglob("*.json"))


def fails(_commands: ViewCommands) -> None:
    token = "hunter2"
    raise RuntimeError(f"an error of our own, {len(token)}")


@asks
async def fails_in_a_worker(commands: ViewCommands) -> None:
    fails(commands)


@pytest.mark.parametrize("failing", [fails, fails_in_a_worker])
def test_an_error_of_our_own_shows_no_variables_and_leaves_a_private_report(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    failing: Any,
) -> None:
    report = write(tmp_path / "state/crash.txt", "an older one")
    report.chmod(0o644)
    monkeypatch.setattr(ViewCommands, "sidebar", failing)

    async def story(here: Desk) -> None:
        await ready(here)
        await here.open("users")
        await here.press("ctrl+l", "end", "z", "ctrl+b")

    tell(monkeypatch, story)
    code = launch(write_shop(tmp_path))

    shown = "".join(capsys.readouterr())
    assert code == 1
    assert "unsaved edits are kept" in shown
    assert str(report) in shown.replace("\n", "")
    assert "hunter2" not in shown
    assert "Traceback" not in shown
    assert stat.S_IMODE(report.stat().st_mode) == 0o600
    assert "RuntimeError: an error of our own, 7" in report.read_text()
    assert "hunter2" not in report.read_text()
    assert "/usersz" in kept_drafts(tmp_path)


def test_a_crash_without_a_report_still_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(ViewCommands, "sidebar", fails)

    async def story(here: Desk) -> None:
        await ready(here)
        monkeypatch.setenv("WORKBENCH_STATE_DIR", str(write(tmp_path / "file", "") / "state"))
        await here.press("ctrl+b")

    tell(monkeypatch, story)
    assert launch(write_shop(tmp_path)) == 1
    assert "no report could be written" in "".join(capsys.readouterr())


# The rest


async def test_where_there_is_no_collection_the_app_starts_with_ways_to_begin(
    tmp_path: Path,
) -> None:
    app = WorkbenchApp(tmp_path, is_collection=False)
    async with app.run_test() as pilot:
        await pilot.pause()
        assert isinstance(app.screen, StartScreen)


async def test_ctrl_c_copies_what_is_selected_and_never_leaves(tmp_path: Path) -> None:
    async with desk(write_shop(tmp_path)) as here:
        await here.press("ctrl+c")
        await here.sees("^q leaves")

        here.app.screen.text_select_all()
        await here.press("ctrl+c")
        assert "Pick a request" in here.app.clipboard


def test_the_palette_knows_our_commands() -> None:
    assert commands() is CommandProvider


# Pauses


async def test_what_a_start_makes_is_left_out_of_the_search_for_garbage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    frozen: list[bool] = []
    monkeypatch.setattr(WorkbenchApp, "is_headless", False)
    monkeypatch.setattr(gc, "freeze", lambda: frozen.append(True))
    async with desk(write_shop(tmp_path)) as here:
        await ready(here)
        await here.until(lambda: bool(frozen))

    assert frozen == [True]


async def test_how_the_editor_looks_is_remembered_and_the_same_in_all_editors(
    tmp_path: Path,
) -> None:
    async with desk(write_shop(tmp_path)) as here:
        await here.open("auth/login")
        here.main.query_one("#request-tabs", TabBar).choose("Body")
        await here.until(lambda: bool(here.main.query("#body-text")))
        here.main.query_one("#body-kind", TabBar).choose("json")
        await here.pilot.pause()
        here.main.set_focus(here.main.query_one("#body-text"))
        await here.press("alt+l", "alt+w")
        written = tmp_path / "config" / "settings.toml"
        await here.until(lambda: written.exists() and "editor_wrap" in written.read_text())

        assert "editor_numbers = true" in written.read_text()
        assert all(
            area.show_line_numbers and not area.soft_wrap for area in here.main.query(CodeArea)
        )

    async with desk(write_shop(tmp_path / "again")) as here:
        await here.open("users")
        here.main.query_one("#request-tabs", TabBar).choose("Body")
        await here.until(lambda: bool(here.main.query("#body-text")))
        await here.pilot.pause()
        assert here.main.query_one("#body-text", CodeArea).show_line_numbers


async def test_where_there_are_few_colours_the_cursor_is_a_line(
    tmp_path: Path, demo_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("textual.constants.COLOR_SYSTEM", "standard")
    async with desk(write_shop(tmp_path), demo_url) as here:
        await here.open("users")
        assert is_underlined(here.tree.render_line(here.tree.cursor))
        await here.press("ctrl+r")
        await here.done()
        await here.press("ctrl+o", "down")
        assert is_underlined(here.main.query_one(BodyView).render_line(1))


def is_underlined(strip: Strip) -> bool:
    return all(style is not None and style.underline for _, style, _ in strip)


async def test_each_line_goes_through_one_filter_which_does_what_all_do(tmp_path: Path) -> None:
    async with desk(write_shop(tmp_path)) as here:
        (one,) = here.app.get_line_filters()
        assert here.app.get_line_filters() == (one,)
        assert any(isinstance(each, SafeText) for each in one.filters)

        here.app.theme = "paper"  # another one turns colours into those of the theme
        (other,) = here.app.get_line_filters()
        assert len(other.filters) == len(one.filters)
        await here.pilot.pause()
