"""The ways to a first token: as the client itself, with a password, or through a person."""

from base64 import urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Unpack

from workbench.client.ambient import RandomBytes, random_bytes
from workbench.client.errors import InvalidURL, OAuth2Error
from workbench.client.request import Request
from workbench.client.steps import Call
from workbench.client.url import URL

from .oauth2 import OAuth2, OAuth2Options, TokenSteps, wait
from .token import Token, answer_of, clean, seconds_of


class OAuth2ClientCredentials(OAuth2):
    """A token for the client itself (RFC 6749, section 4.4)."""

    def obtain(self, request: Request) -> TokenSteps:
        """Return a token for the client's own credentials."""
        return (yield from self.asked(scoped({"grant_type": "client_credentials"}, self._scope)))


class OAuth2Password(OAuth2):
    """A token for a user's name and password (RFC 6749, section 4.3): for old servers only."""

    def __init__(
        self,
        token_url: URL | str,
        *,
        username: str,
        password: str,
        **options: Unpack[OAuth2Options],
    ) -> None:
        super().__init__(token_url, **options)
        self._username = username
        self._password = password

    def obtain(self, request: Request) -> TokenSteps:
        """Return a token for the user's credentials."""
        form = {
            "grant_type": "password",
            "username": self._username,
            "password": self._password,
        }
        return (yield from self.asked(scoped(form, self._scope), secrets=(self._password,)))


class OAuth2RefreshToken(OAuth2):
    """Tokens for a refresh token that was got elsewhere (RFC 6749, section 6)."""

    def __init__(
        self, token_url: URL | str, *, refresh_token: str, **options: Unpack[OAuth2Options]
    ) -> None:
        super().__init__(token_url, **options)
        self._refresh_token = refresh_token

    def obtain(self, request: Request) -> TokenSteps:
        """Return a token for the refresh token that was given."""
        return (yield from self.refreshed(Token("", refresh_token=self._refresh_token)))


class OAuth2AuthorizationCode(OAuth2):
    """A token for a user who agrees in a browser, with PKCE (RFC 6749 section 4.1, RFC 7636).

    `visit` is given the URL to open and returns the URL it was redirected to; it may block
    or be async. `LoopbackReceiver` is one that opens the browser and waits on 127.0.0.1.
    """

    interactive = True

    def __init__(
        self,
        authorize_url: URL | str,
        token_url: URL | str,
        *,
        redirect_uri: str,
        visit: Callable[[str], Any],
        random: RandomBytes = random_bytes,
        **options: Unpack[OAuth2Options],
    ) -> None:
        super().__init__(token_url, **options)
        self._authorize_url = URL(authorize_url)
        self._redirect_uri = redirect_uri
        self._visit = visit
        self._random = random

    def obtain(self, request: Request) -> TokenSteps:
        """Return a token for the code that the visit brings."""
        verifier, state = self._unguessable(), self._unguessable()
        url = self._authorize_url.copy_merge_params(
            scoped(
                {
                    "response_type": "code",
                    "client_id": self._client_id,
                    "redirect_uri": self._redirect_uri,
                    "state": state,
                    "code_challenge": challenge_of(verifier),
                    "code_challenge_method": "S256",
                },
                self._scope,
            )
        )
        landed = yield Call(self._visit, (str(url),))
        code = code_of(landed, state)
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self._redirect_uri,
            "code_verifier": verifier,
        }
        return (yield from self.asked(form, secrets=(code, verifier)))

    def _unguessable(self) -> str:
        return base64url(self._random(32))


@dataclass(frozen=True, slots=True)
class DeviceCode:
    """What to show a person: open `verification_uri` and enter `user_code`.

    `verification_uri_complete`, where there is one, has the code in it already.
    `expires_in` is in seconds.
    """

    user_code: str
    verification_uri: str
    verification_uri_complete: str | None
    expires_in: float


class OAuth2DeviceCode(OAuth2):
    """A token for a user who agrees on another device (RFC 8628).

    `show` is given a DeviceCode; it may be async. The request that needs the token then
    waits until the user has agreed: give it enough time in total.
    """

    interactive = True

    def __init__(
        self,
        device_url: URL | str,
        token_url: URL | str,
        *,
        show: Callable[[DeviceCode], Any],
        **options: Unpack[OAuth2Options],
    ) -> None:
        super().__init__(token_url, **options)
        self._device_url = URL(device_url)
        self._show = show

    def obtain(self, request: Request) -> TokenSteps:
        """Return the token once the user has agreed."""
        response = yield from self.posted(self._device_url, scoped({}, self._scope))
        said = answer_of(response, (self._client_secret,))
        secret, code = said.get("device_code"), shown_code(said)
        if not isinstance(secret, str) or code is None:
            raise OAuth2Error("invalid_response", "the device endpoint's answer is incomplete")
        yield Call(self._show, (code,))
        interval = min(max(seconds_of(said.get("interval")) or 5.0, 1.0), 60.0)
        end = self._clock() + code.expires_in
        form = {
            "grant_type": "urn:ietf:params:oauth:grant-type:device_code",
            "device_code": secret,
        }
        while self._clock() + interval < end:
            yield from wait(interval, request)
            try:
                return (yield from self.asked(form, secrets=(secret,)))
            except OAuth2Error as error:
                if error.error == "slow_down":
                    interval += 5
                elif error.error != "authorization_pending":
                    raise
        raise OAuth2Error("expired_token", "nobody entered the code in time")


def scoped(form: dict[str, str], scope: str | None) -> dict[str, str]:
    """Return a form with a scope, if there is one."""
    return form if scope is None else {**form, "scope": scope}


def base64url(data: bytes) -> str:
    """Return bytes in base64 for URLs, without padding."""
    return urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def challenge_of(verifier: str) -> str:
    """Return PKCE's S256 challenge (RFC 7636, section 4.2)."""
    from hashlib import sha256

    return base64url(sha256(verifier.encode("ascii")).digest())


def code_of(landed: object, state: str) -> str:
    """Return the code in the URL a browser was redirected to, after checking its state."""
    from hmac import compare_digest

    try:
        params = URL(str(landed)).params
    except InvalidURL:
        raise OAuth2Error("invalid_response", "the visit did not end at a URL") from None
    if not compare_digest(params.get("state", "").encode(), state.encode()):
        raise OAuth2Error("invalid_state", "the answer is to somebody else's question")
    if "error" in params:
        secrets = (state,)
        raise OAuth2Error(
            clean(params["error"], secrets), clean(params.get("error_description", ""), secrets)
        )
    code = params.get("code", "")
    if not code:
        raise OAuth2Error("invalid_response", "the visit brought no code")
    return code


def shown_code(said: dict[str, Any]) -> DeviceCode | None:
    """Return what to show a person, if it is all there and fit to be shown."""
    code, place = said.get("user_code"), said.get("verification_uri")
    if not isinstance(code, str) or not isinstance(place, str) or not is_web(place):
        return None
    complete = said.get("verification_uri_complete")
    if not isinstance(complete, str) or not is_web(complete):
        complete = None
    expires = seconds_of(said.get("expires_in"))
    return DeviceCode(clean(code), place, complete, 600.0 if expires is None else expires)


def is_web(text: str) -> bool:
    """Tell whether text is an http or https URL of printable ASCII."""
    try:
        url = URL(text)
    except InvalidURL:
        return False
    return text.isascii() and text.isprintable() and url.scheme in {"http", "https"}
