import pytest
from textual import on
from textual.widgets import Input

from workbench.model import AuthSpec, BasicAuth, BearerAuth, DigestAuth, InheritAuth, NoAuth
from workbench.tui.panes.request.auth import AuthTab, describe
from workbench.tui.widgets.tab_bar import TabBar

from ...widgets.apps import Showing, screen_text

pytestmark = pytest.mark.anyio


class Listening(Showing):
    def __init__(self) -> None:
        super().__init__(AuthTab())
        self.heard: list[AuthSpec] = []

    @on(AuthTab.Changed)
    def _hear(self, message: AuthTab.Changed) -> None:
        self.heard.append(message.auth)


def test_every_kind_has_words_without_secrets() -> None:
    assert describe(DigestAuth("ada", "secret")) == "digest"
    assert describe(BasicAuth("ada", "secret")) == "basic as ada"
    assert describe(BasicAuth("", "secret")) == "basic"
    assert describe(BearerAuth("secret")) == "a bearer token"
    assert describe(NoAuth()) == describe(InheritAuth()) == "no credentials"


async def test_what_is_inherited_is_named_without_its_secret() -> None:
    app = Listening()
    async with app.run_test(size=(80, 8)) as pilot:
        tab = app.query_one(AuthTab)
        tab.show(InheritAuth(), BasicAuth("ada", "secret"), "Signing [b]in")
        await pilot.pause()
        assert "Inherited: basic as ada, from Signing [b]in." in screen_text(app)
        assert "secret" not in screen_text(app)

        tab.show(InheritAuth(), InheritAuth(), "")
        await pilot.pause()
        assert "no folder sets any credentials" in screen_text(app)
        tab.show(NoAuth(), BasicAuth("ada", "secret"), "Signing in")
        await pilot.pause()
        assert "No credentials are sent" in screen_text(app)
        assert app.heard == []


async def test_only_the_fields_of_its_kind_are_shown_and_secrets_are_masked() -> None:
    app = Listening()
    async with app.run_test(size=(80, 8)) as pilot:
        tab = app.query_one(AuthTab)
        tab.show(BasicAuth("ada", "secret"), InheritAuth(), "")
        await pilot.pause()
        assert "User name" in screen_text(app)
        assert "Token" not in screen_text(app)
        assert "••••••" in screen_text(app)
        assert "secret" not in screen_text(app)

        tab.show(BearerAuth("{{token}}"), InheritAuth(), "")
        await pilot.pause()
        assert "{{token}}" in screen_text(app)
        assert "Password" not in screen_text(app)


async def test_typing_tells_the_whole_auth() -> None:
    app = Listening()
    async with app.run_test(size=(80, 8)) as pilot:
        app.query_one(AuthTab).show(BasicAuth("ada", "pw"), InheritAuth(), "")
        app.query_one("#password", Input).focus()
        await pilot.press("end", "!")
        await pilot.pause()

        assert app.heard == [BasicAuth("ada", "pw!")]


async def test_a_kind_that_has_no_fields_here_is_kept() -> None:
    app = Listening()
    async with app.run_test(size=(80, 8)) as pilot:
        app.query_one(AuthTab).show(DigestAuth("ada", "pw"), InheritAuth(), "")
        await pilot.pause()
        assert "edited in the file" in screen_text(app)
        for kind in ("none", "digest"):
            app.query_one(TabBar).choose(kind)
            await pilot.pause()

        assert app.heard == [NoAuth(), DigestAuth("ada", "pw")]
