import asyncio
from collections.abc import Callable
from pathlib import Path

from workbench.engine.clients import Clients
from workbench.errors import Problem
from workbench.model import KeptCookie
from workbench.store.cookies import CookieFiles

ADA = KeptCookie("name", "ada", "shop.dev")


def clients(
    root: Path, trouble: Callable[[Problem], None] = lambda _: None, *, keep: bool = True
) -> Clients:
    return Clients(
        root,
        visitor=None,
        most_body=1024,
        total=None,
        cookies=CookieFiles(root / "state", root) if keep else None,
        trouble=trouble,
    )


def test_cookies_are_saved_at_the_end_and_there_for_the_next(tmp_path: Path) -> None:
    async def story(made: Clients, add: list[KeptCookie]) -> tuple[KeptCookie, ...]:
        found = made.cookies("live")
        made.change_cookies("live", [], add)
        await made.aclose()
        return found

    assert asyncio.run(story(clients(tmp_path), [ADA])) == ()
    assert asyncio.run(story(clients(tmp_path), [])) == (ADA,)
    assert asyncio.run(story(clients(tmp_path, keep=False), [])) == ()


def test_fresh_ones_have_the_same_connections_and_cookies_of_their_own(tmp_path: Path) -> None:
    async def story() -> None:
        made = clients(tmp_path)
        made.change_cookies(None, [], [ADA])
        other = made.fresh()
        assert other.cookies(None) == ()
        other.change_cookies(None, [], [KeptCookie("name", "bob", "shop.dev")])
        assert made.cookies(None) == (ADA,)
        assert made.sender() is made.sender() is not other.sender()
        assert made.sender().credentials is other.sender().credentials
        await other.aclose()
        await made.aclose()

    asyncio.run(story())
    assert CookieFiles(tmp_path / "state", tmp_path).load(None) == (ADA,)


def test_cookies_that_cannot_be_saved_are_told(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("in the way")
    trouble: list[Problem] = []

    async def story() -> None:
        made = clients(tmp_path, trouble.append)
        made.change_cookies(None, [], [ADA])
        await made.aclose()

    asyncio.run(story())
    assert trouble
