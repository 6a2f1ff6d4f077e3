import json

import anyio
import pytest

from workbench.demo.app import Demo

from .asking import answer_to, ask

ADA = json.dumps({"username": "ada", "password": "lovelace"}).encode()


def test_a_login_lasts_as_long_as_its_cookie() -> None:
    async def story() -> list[int]:
        demo = Demo()
        login = await ask(demo, "POST", "/session", ADA)
        cookie = login.headers["set-cookie"].partition(";")[0]
        shown = await ask(demo, "GET", "/session", headers={"cookie": cookie})
        logout = await ask(demo, "DELETE", "/session", headers={"cookie": cookie})
        assert "Max-Age=0" in logout.headers["set-cookie"]
        assert shown.json == {"user": "ada"}
        return [login.status, shown.status, logout.status]

    assert anyio.run(story) == [200, 200, 204]


@pytest.mark.parametrize("cookie", ["", "session=x", "session", "\x01=;=", "other=1"])
def test_without_the_cookie_nobody_is_logged_in(cookie: str) -> None:
    assert answer_to("GET", "/session", cookie=cookie).status == 401


def test_another_password_is_refused() -> None:
    assert answer_to("POST", "/session", b'{"username": "ada"}').status == 403
