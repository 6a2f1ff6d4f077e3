from collections.abc import Iterator

import pytest

from workbench.model import KeptCookie
from workbench.tui.cookie_jar import CookieJar
from workbench.tui.dispatch import Dispatch

pytestmark = pytest.mark.anyio
A = KeptCookie("a", "1", "shop.dev", host_only=True)
B = KeptCookie("b", "2", "shop.dev", "/x", secure=True, http_only=True, same_site="lax")


@pytest.fixture
def dispatch() -> Iterator[Dispatch]:
    made = Dispatch(lambda: None)
    made.start()
    yield made
    made.close()


async def test_cookies_change_in_one_environment_and_come_back_one_change_at_a_time(
    dispatch: Dispatch,
) -> None:
    jar = CookieJar(dispatch)
    await jar.change("live", add=[A, B])
    assert await jar.read("live") == (A, B)
    assert await jar.read(None) == ()

    await jar.change("live", remove=[A, B])
    assert await jar.read("live") == ()
    assert await jar.undo()
    assert set(await jar.read("live")) == {A, B}
    assert await jar.undo()
    assert await jar.read("live") == ()
    assert not await jar.undo()
