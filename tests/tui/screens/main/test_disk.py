from pathlib import Path
from threading import Event
from typing import Any

import pytest

from workbench.store.changes import Changes
from workbench.tui.screens.main.disk import changes_in_words
from workbench.tui.screens.merge import MergeFields

from ...shops import FILES, desk, write_shop

pytestmark = pytest.mark.anyio

USERS = FILES["users.toml"]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_shop(tmp_path)


async def test_a_clean_request_shows_by_itself_what_its_file_says_now(root: Path) -> None:
    async with desk(root) as here:
        await here.open("users")
        (root / "users.toml").write_text(USERS.replace("/users", "/people"))

        await here.sees("{{base_url}}/people", "on disk: users changed")
        assert here.main.state.drafts == {}


async def test_unsaved_edits_take_in_what_changed_beside_them(root: Path) -> None:
    async with desk(root) as here:
        await here.open("users")
        await here.press("ctrl+l", "end", *"/mine")
        theirs = USERS.replace("GET", "PUT")
        (root / "users.toml").write_text(theirs)

        await here.sees("yours are on top of it now")
        assert here.main.state.spec is not None
        assert here.main.state.spec.method == "PUT"
        await here.press("ctrl+s")
        await here.until(lambda: not here.main.state.drafts)
        assert (root / "users.toml").read_text() == theirs.replace("/users", "/users/mine")


async def test_what_is_typed_while_edits_are_put_on_top_counts(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with desk(root) as here:
        begun, typed, rebase = Event(), Event(), here.main.store.rebase

        def slow(*args: Any, **kinds: Any) -> Any:
            begun.set()
            assert typed.wait(40)
            return rebase(*args, **kinds)

        monkeypatch.setattr(here.main.store, "rebase", slow)
        await here.open("users")
        await here.press("ctrl+l", "end", *"/mine")
        (root / "users.toml").write_text(USERS.replace("GET", "PUT"))
        await here.until(begun.is_set)
        await here.press(*"/too")
        assert here.main.state.spec is not None
        assert here.main.state.spec.url == "{{base_url}}/users/mine/too"
        typed.set()

        await here.sees("yours are on top of it now")
        assert here.main.state.spec.method == "PUT"
        assert here.main.state.spec.url == "{{base_url}}/users/mine/too"


@pytest.mark.parametrize(
    ("keys", "url"), [(("enter",), "/users/mine"), (("right", "enter"), "/people")]
)
async def test_a_field_that_both_changed_is_asked_about_when_it_is_saved(
    root: Path, keys: tuple[str, ...], url: str
) -> None:
    async with desk(root) as here:
        await here.open("users")
        await here.press("ctrl+l", "end", *"/mine")
        (root / "users.toml").write_text(USERS.replace("/users", "/people").replace("GET", "PUT"))
        await here.sees("both have changed “url”")
        assert here.main.state.spec is not None
        assert here.main.state.spec.url.endswith("/mine")

        await here.press("ctrl+s")
        await here.until(lambda: isinstance(here.app.screen, MergeFields))
        await here.press("escape")
        assert set(here.main.state.drafts) == {"users"}

        await here.press("ctrl+s")
        await here.until(lambda: isinstance(here.app.screen, MergeFields))
        await here.press(*keys)
        await here.until(lambda: not here.main.state.drafts)
        expected = USERS.replace("/users", url).replace("GET", "PUT")
        assert (root / "users.toml").read_text() == expected
        await here.sees(url)


async def test_what_came_and_went_is_shown_and_a_renamed_request_is_followed(root: Path) -> None:
    async with desk(root) as here:
        await here.open("users")
        await here.press("ctrl+l", "end", *"/mine")
        (root / "users.toml").rename(root / "people.toml")
        (root / "slow.toml").unlink()
        (root / "fresh.toml").write_text('name = "Fresh"\nurl = "http://h"\n')

        await here.sees("Fresh", "users is people now")
        assert here.main.state.opened == "people"
        assert set(here.main.state.drafts) == {"people"}
        assert "Slow" not in here.text.replace("slow is gone", "")


async def test_edits_of_a_request_that_is_gone_stay_and_can_be_saved_as_a_new_file(
    root: Path,
) -> None:
    async with desk(root) as here:
        await here.open("users")
        await here.press("ctrl+l", "end", *"/mine")
        (root / "users.toml").unlink()

        await here.sees("users is gone")
        assert here.main.state.spec is not None
        await here.press("ctrl+s")
        await here.until(lambda: not here.main.state.drafts)
        assert here.main.state.opened is not None
        saved = root / f"{here.main.state.opened}.toml"
        assert "/mine" in saved.read_text()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        (Changes(), ""),
        (Changes(changed=("a",)), "on disk: a changed"),
        (Changes(added=("a", "b"), removed=("c",)), "on disk: a, b are new; c is gone"),
        (Changes(changed=tuple("abcd")), "on disk: 4 requests changed"),
        (Changes(removed=tuple("abcd")), "on disk: 4 requests are gone"),
        (Changes(renamed=(("a", "b"),)), "on disk: a is b now"),
        (Changes(renamed=(("a", "b"),) * 4), "on disk: 4 requests were renamed"),
    ],
)
def test_changes_are_told_in_a_line(changes: Changes, words: str) -> None:
    assert changes_in_words(changes) == words
