"""A login that is kept in a cookie, as browsers and many an API do it."""

import hmac
import secrets
from http.cookies import CookieError, SimpleCookie

from .auth import PASSWORD, USERNAME
from .wire import Incoming, Refusal, Reply, json_reply

COOKIE = "session"


class Sessions:
    """The logins of one running demo."""

    def __init__(self) -> None:
        self._key = secrets.token_hex(16)

    async def login(self, request: Incoming) -> Reply:
        """Sets a session cookie for a JSON object with the demo's `username` and `password`."""
        said = request.document()
        if said != {"username": USERNAME, "password": PASSWORD}:
            raise Refusal(403, "these are not the demo's user and password")
        cookie = f"{COOKIE}={self._key}; Path=/; HttpOnly; SameSite=Lax"
        return json_reply({"user": USERNAME}, headers=(("set-cookie", cookie),))

    async def show(self, request: Incoming) -> Reply:
        """Who is logged in; answers 401 without the cookie."""
        if not hmac.compare_digest(_cookie(request).encode(), self._key.encode()):
            raise Refusal(401, "nobody is logged in")
        return json_reply({"user": USERNAME})

    async def logout(self, _request: Incoming) -> Reply:
        """Takes the cookie away."""
        gone = f"{COOKIE}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax"
        return Reply(204, (("set-cookie", gone),))


def _cookie(request: Incoming) -> str:
    try:
        found = SimpleCookie(request.header("cookie")).get(COOKIE)
    except CookieError:
        return ""
    return found.value if found is not None else ""
