"""A teammate pushes while the collection is open on the screen with unsaved edits."""

from pathlib import Path

import pytest

from tests.tui.shops import desk
from workbench.tui.screens.merge import MergeFields

from .repository import Clone, origin_of

pytestmark = pytest.mark.anyio

FILES = {
    "collection.toml": 'format = 1\nname = "Shop"\norder = ["users", "login"]\n',
    "users.toml": '# All of them.\nname = "Users"\nmethod = "GET"\nurl = "http://shop/users"\n',
    "login.toml": 'name = "Log in"\nmethod = "POST"\nurl = "http://shop/login"   # v1\n',
    "old.toml": 'name = "Old"\nurl = "http://shop/old"\n',
}


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def clones(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Clone, Clone]:
    monkeypatch.setenv("WORKBENCH_STATE_DIR", str(tmp_path / "state"))
    monkeypatch.setenv("WORKBENCH_CONFIG_DIR", str(tmp_path / "config"))
    first = tmp_path / "first"
    first.mkdir()
    for name, text in FILES.items():
        (first / name).write_text(text)
    origin = origin_of(first)
    return Clone.of(origin, tmp_path / "ada"), Clone.of(origin, tmp_path / "grace")


def edit(clone: Clone, name: str, old: str, new: str) -> None:
    path = clone.root / name
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new))


async def test_a_day_of_two_people_loses_nothing(clones: tuple[Clone, Clone]) -> None:
    ada, grace = clones

    # Grace, on a branch of hers: another method, another path, one request away, one renamed.
    grace.git("switch", "-qc", "v2")
    edit(grace, "users.toml", '"GET"', '"PUT"')
    edit(grace, "login.toml", "shop/login", "shop/v2/login")
    (grace.root / "old.toml").unlink()
    (grace.root / "fresh.toml").write_text('name = "Fresh"\nurl = "http://shop/fresh"\n')
    grace.commit("Second version")
    grace.git("switch", "-q", "main")
    grace.git("merge", "-q", "--no-ff", "-m", "Merge v2", "v2")
    grace.git("push", "-q", "origin", "main")

    # Ada has the collection open, with edits in both requests that are not saved.
    async with desk(ada.root) as here:
        await here.open("users")
        await here.press("ctrl+l", "end", *"/page2")
        await here.open("login")
        await here.press("ctrl+l", "end", *"/mine")
        ada.git("pull", "-q")

        # What does not touch her edits is there by itself; what does is on top of hers.
        await here.sees("Fresh", "both have changed “url”")
        assert "Old" not in here.text.replace("old is gone", "")
        assert here.main.state.current("users") is not None
        users = here.main.state.drafts["users"]
        assert (users.method, users.url) == ("PUT", "http://shop/users/page2")
        login = here.main.state.drafts["login"]
        assert login.url == "http://shop/login/mine"

        # Saving asks about the one field that both have changed.
        await here.press("ctrl+s")
        await here.until(lambda: isinstance(here.app.screen, MergeFields))
        assert "http://shop/v2/login" in here.text
        await here.press("right", "enter")
        await here.until(lambda: set(here.main.state.drafts) == {"users"})
        await here.open("users")
        await here.press("ctrl+s")
        await here.until(lambda: not here.main.state.drafts)

    # The diff that she commits is the one line she changed; the comments are all there.
    assert ada.git("diff", "--numstat").split() == ["1", "1", "users.toml"]
    assert (ada.root / "login.toml").read_text() == FILES["login.toml"].replace(
        "shop/login", "shop/v2/login"
    )
    ada.commit("Ask for the second page")
    ada.git("push", "-q", "origin", "main")
    grace.git("pull", "-q")
    assert "# All of them." in (grace.root / "users.toml").read_text()


async def test_a_merge_that_conflicts_is_shown_and_what_was_typed_stays(
    clones: tuple[Clone, Clone],
) -> None:
    ada, grace = clones
    edit(grace, "users.toml", "shop/users", "shop/people")
    grace.commit("People")
    grace.git("push", "-q", "origin", "main")
    edit(ada, "users.toml", "shop/users", "shop/everybody")
    ada.commit("Everybody")

    async with desk(ada.root) as here:
        await here.open("login")
        await here.press("ctrl+l", "end", *"/mine")
        ada.git("pull", "-q", "--no-rebase", fails=True)

        await here.until(lambda: "users" not in here.main.state.exchanges and "✗" in here.text)
        assert here.main.state.drafts["login"].url == "http://shop/login/mine"

        ada.git("checkout", "--theirs", "users.toml")
        ada.git("add", "users.toml")
        ada.git("commit", "-qm", "Take theirs")
        await here.until(lambda: here.main.state.saved("users") is not None)
        found = here.main.state.saved("users")
        assert found is not None
        assert found.url == "http://shop/people"
        await here.press("ctrl+s")
        await here.until(lambda: not here.main.state.drafts)
    assert "/mine" in (ada.root / "login.toml").read_text()
