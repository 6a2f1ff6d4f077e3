from dataclasses import replace

import pytest

from workbench.engine.session import Session
from workbench.engine.tokens import KnownToken
from workbench.errors import WorkbenchError
from workbench.model import OAuth2Auth, RequestSpec

from .shops import in_session, ordered, play, shop


def spec(url: str, secret: str = "{{secret}}") -> RequestSpec:
    auth = OAuth2Auth(token_url=f"{url}/oauth/token", client_id="demo-client", client_secret=secret)
    return RequestSpec(url=f"{url}/oauth/resource", auth=auth)


def test_a_token_is_got_refreshed_and_forgotten(demo_url: str) -> None:
    order = ordered(shop(r=spec(demo_url)), "r", secret="demo-secret")

    async def story(session: Session) -> list[KnownToken | None]:
        seen = [await session.token(order)]
        seen.append(await session.change_token(order, "new"))
        seen.append(await session.token(order))
        seen.append(await session.change_token(order, "refresh"))
        seen.append(await session.change_token(order, "new"))
        assert (await play(session, order)).status == 200
        seen.append(await session.token(order))
        seen.append(await session.change_token(order, "clear"))
        seen.append(await session.token(order))
        return seen

    none, first, known, second, third, sent, cleared, nothing = in_session(story)
    assert none is cleared is nothing is None
    assert first == known
    assert first is not None
    assert (first.can_refresh, first.scope) == (True, "")
    assert first.expires_at is not None
    assert second is not None
    assert third is not None
    assert len({first.text, second.text, third.text}) == 3
    assert sent == third
    assert first.text not in repr(first)


def test_what_is_granted_is_masked_from_then_on(demo_url: str) -> None:
    order = ordered(shop(r=spec(demo_url, "demo-secret")), "r")

    async def story(session: Session) -> tuple[KnownToken | None, frozenset[str]]:
        return await session.change_token(order, "new"), session.met.texts

    token, secrets = in_session(story)
    assert token is not None
    assert token.text in secrets


@pytest.mark.parametrize(
    ("secret", "what"), [("wrong", "invalid_client"), ("{{gone}}", "unresolved")]
)
def test_why_there_is_no_token_is_one_clear_error(demo_url: str, secret: str, what: str) -> None:
    order = ordered(shop(r=spec(demo_url, secret)), "r")

    with pytest.raises(WorkbenchError, match=what):
        in_session(lambda session: session.change_token(order, "new"))


def test_a_request_without_oauth_has_no_token(demo_url: str) -> None:
    order = ordered(shop(r=RequestSpec(url=demo_url)), "r")

    assert in_session(lambda session: session.token(order)) is None
    with pytest.raises(WorkbenchError, match="asks for no token"):
        in_session(lambda session: session.change_token(order, "new"))


def test_a_token_url_that_is_missing_is_told(demo_url: str) -> None:
    wanted = spec(demo_url, "s")
    assert isinstance(wanted.auth, OAuth2Auth)
    wanted = replace(wanted, auth=replace(wanted.auth, token_url=""))

    with pytest.raises(WorkbenchError, match="needs a token URL"):
        in_session(lambda s: s.change_token(ordered(shop(r=wanted), "r"), "new"))
