import pytest
from textual.widgets import Input

from workbench.model import (
    AuthSpec,
    BasicAuth,
    BearerAuth,
    DigestAuth,
    InheritAuth,
    NetrcAuth,
    NoAuth,
    OAuth2Auth,
    RequestSpec,
)
from workbench.tui.panes.request.auth import AuthTab
from workbench.tui.widgets.tab_bar import TabBar

from ...widgets.apps import screen_text
from .changes import Taking

pytestmark = pytest.mark.anyio
NOTHING: tuple[AuthSpec, str] = (InheritAuth(), "")


async def test_what_is_inherited_is_named_without_its_secret() -> None:
    app = Taking(AuthTab())
    async with app.run_test(size=(80, 8)) as pilot:
        tab = app.query_one(AuthTab)
        tab.show(RequestSpec(auth=InheritAuth()), BasicAuth("ada", "secret"), "Signing [b]in")
        await pilot.pause()
        assert "Inherited: basic as ada, from Signing [b]in." in screen_text(app)
        assert "secret" not in screen_text(app)

        tab.show(RequestSpec(auth=InheritAuth()), *NOTHING)
        await pilot.pause()
        assert "no folder sets any credentials" in screen_text(app)
        tab.show(RequestSpec(auth=NoAuth()), BasicAuth("ada", "secret"), "Signing in")
        await pilot.pause()
        assert "No credentials are sent" in screen_text(app)
        assert app.changes == 0


async def test_only_the_fields_of_its_kind_are_shown_and_secrets_are_masked() -> None:
    app = Taking(AuthTab())
    async with app.run_test(size=(80, 8)) as pilot:
        tab = app.query_one(AuthTab)
        tab.show(RequestSpec(auth=BasicAuth("ada", "secret")), *NOTHING)
        await pilot.pause()
        await pilot.pause()
        assert "User name" in screen_text(app)
        assert "Token" not in screen_text(app)
        assert "••••••" in screen_text(app)
        assert "secret" not in screen_text(app)

        tab.show(RequestSpec(auth=BearerAuth("{{token}}")), *NOTHING)
        await pilot.pause()
        await pilot.pause()
        assert "{{token}}" in screen_text(app)
        assert "Password" not in screen_text(app)


async def test_typing_changes_the_auth() -> None:
    app = Taking(AuthTab())
    async with app.run_test(size=(80, 8)) as pilot:
        app.query_one(AuthTab).show(RequestSpec(auth=DigestAuth("ada", "pw")), *NOTHING)
        await pilot.pause()
        await pilot.pause()
        app.query_one("#password", Input).focus()
        await pilot.press("end", "!")
        await pilot.pause()

        assert app.spec.auth == DigestAuth("ada", "pw!")


async def test_what_was_typed_for_a_kind_comes_back_with_it() -> None:
    app = Taking(AuthTab())
    async with app.run_test(size=(80, 8)) as pilot:
        tab = app.query_one(AuthTab)
        tab.show(RequestSpec(auth=BasicAuth("ada", "pw")), *NOTHING)
        for kind in ("netrc", "basic"):
            tab.query_one("#auth-kind", TabBar).choose(kind)
            await pilot.pause()
            if kind == "netrc":
                assert app.spec.auth == NetrcAuth()

        assert app.spec.auth == BasicAuth("ada", "pw")


async def test_another_request_gets_nothing_of_what_was_typed_for_the_first() -> None:
    app = Taking(AuthTab())
    async with app.run_test(size=(80, 8)) as pilot:
        tab = app.query_one(AuthTab)
        tab.show(RequestSpec(auth=BasicAuth("ada", "pw")), *NOTHING, anew=True)
        tab.show(RequestSpec(auth=InheritAuth()), *NOTHING, anew=True)
        tab.query_one("#auth-kind", TabBar).choose("basic")
        await pilot.pause()

        assert app.spec.auth == BasicAuth()


async def test_the_fields_of_oauth_are_those_of_the_grant() -> None:
    app = Taking(AuthTab())
    async with app.run_test(size=(100, 24)) as pilot:
        app.query_one(AuthTab).show(
            RequestSpec(auth=OAuth2Auth(token_url="http://h/token")), *NOTHING
        )
        await pilot.pause()
        await pilot.pause()
        assert "Device URL" not in screen_text(app)

        app.query_one("#grant", TabBar).choose("device-code")
        await pilot.pause()
        assert "Device URL" in screen_text(app)
        assert app.spec.auth == OAuth2Auth("device-code", "http://h/token")


async def test_a_kind_that_this_version_does_not_know_is_named_and_kept() -> None:
    spec = RequestSpec(unsupported=('auth type "kerberos"', 'body type "cbor"'))
    app = Taking(AuthTab(), spec)
    async with app.run_test(size=(90, 12)) as pilot:
        app.query_one(AuthTab).show(spec, *NOTHING, anew=True)
        await pilot.pause()
        assert '! The file says "kerberos", which this version does not know.' in screen_text(app)
        assert app.changes == 0

        app.query_one("#auth-kind", TabBar).choose("netrc")
        await pilot.pause()
        assert app.spec == RequestSpec(auth=NetrcAuth(), unsupported=('body type "cbor"',))
        assert "kerberos" not in screen_text(app)
