import asyncio
from pathlib import Path

from workbench.client import Cookies
from workbench.engine.cookie_keeping import CookieKeeping, change, kept
from workbench.errors import Problem
from workbench.model import KeptCookie
from workbench.store.cookies import CookieFiles

A = KeptCookie("a", "1", "shop.dev", host_only=True, expires=4e9)
B = KeptCookie("a", "2", "shop.dev", "/x", secure=True, http_only=True, same_site="lax")


def files(place: Path) -> CookieFiles:
    return CookieFiles(place / "cookies", place)


def test_a_cookie_comes_back_as_it_was() -> None:
    cookies = Cookies()
    cookies.set("own", "no domain")
    change(cookies, add=[A, B])

    assert kept(cookies) == (A, B)
    change(cookies, remove=[B])
    assert kept(cookies) == (A,)


def test_what_changed_is_saved_when_the_session_ends_and_loaded_by_the_next(
    tmp_path: Path,
) -> None:
    async def session(add: list[KeptCookie]) -> tuple[KeptCookie, ...]:
        keeping, cookies = CookieKeeping(files(tmp_path), _unwanted), Cookies()
        keeping.load("live", cookies)
        found = kept(cookies)
        change(cookies, add=add)
        keeping.note("live")
        keeping.note("live")
        await keeping.flush()
        return found

    assert asyncio.run(session([A, B])) == ()
    assert asyncio.run(session([])) == (A, B)


def test_nothing_is_written_if_nothing_changed(tmp_path: Path) -> None:
    async def session() -> None:
        keeping = CookieKeeping(files(tmp_path), _unwanted)
        keeping.load(None, Cookies())
        await keeping.flush()

    asyncio.run(session())
    assert not (tmp_path / "cookies").exists()


def test_trouble_is_told_and_stops_nothing(tmp_path: Path) -> None:
    told: list[Problem] = []
    (tmp_path / "cookies").write_text("in the way")

    async def session() -> None:
        keeping, cookies = CookieKeeping(files(tmp_path), told.append), Cookies()
        keeping.load(None, cookies)
        change(cookies, add=[A])
        await keeping.flush()

    asyncio.run(session())
    assert len(told) == 1


def _unwanted(problem: Problem) -> None:
    raise AssertionError(problem)
