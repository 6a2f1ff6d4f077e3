"""From what a request says of who is asking to what the client does about it.

Tokens that were got are kept for the session, under all that they were got with, so that a
token is asked for once and every request that names the same way shares it.
"""

import warnings

from workbench import client
from workbench.client.auth.oauth2 import OAuth2Options
from workbench.client.url import Origin
from workbench.errors import Problem, WorkbenchError
from workbench.model import (
    ApiKeyAuth,
    AuthSpec,
    AwsSigV4Auth,
    BasicAuth,
    BearerAuth,
    DigestAuth,
    InheritAuth,
    NetrcAuth,
    NoAuth,
    OAuth2Auth,
)

from .visitor import Visitor


class Credentials:
    """The ways to authenticate of one session. Without a visitor nobody can be asked."""

    def __init__(self, visitor: Visitor | None = None) -> None:
        self._visitor = visitor
        self._stores: dict[OAuth2Auth, client.MemoryTokenStore] = {}
        self._schemes: dict[tuple[AuthSpec, Origin], client.Auth | None] = {}

    def auth_for(self, auth: AuthSpec, url: client.URL) -> client.Auth | None:
        """Return what authenticates a request to a URL; None leaves it to the URL itself.

        Raises WorkbenchError.
        """
        try:
            if not isinstance(auth, DigestAuth | OAuth2Auth):
                return self._made(auth, url)
            # These remember: the last challenge of an origin, the token.
            key = (auth, url.origin)
            if key not in self._schemes:
                self._schemes[key] = self._made(auth, url)
            return self._schemes[key]
        except ValueError as error:
            raise WorkbenchError(Problem(f"cannot authenticate: {error}")) from error

    def token(self, auth: OAuth2Auth) -> client.Token | None:
        """Return the token that was got this way, if there is one."""
        store = self._stores.get(auth)
        return None if store is None else store.load()

    def forget(self, auth: OAuth2Auth) -> None:
        """Drop the token, so that the next request gets a new one."""
        self._stores.pop(auth, None)
        for key in [key for key in self._schemes if key[0] == auth]:
            del self._schemes[key]

    def _made(self, auth: AuthSpec, url: client.URL) -> client.Auth | None:
        match auth:
            case BasicAuth(username, password):
                return client.BasicAuth(username, password)
            case BearerAuth(token):
                return client.BearerAuth(token)
            case DigestAuth(username, password):
                return client.DigestAuth(username, password)
            case ApiKeyAuth(name, value, place):
                return client.APIKeyAuth(value, name=name, place=place)
            case AwsSigV4Auth():
                return client.AWSSigV4Auth(
                    auth.access_key,
                    auth.secret_key,
                    region=auth.region,
                    service=auth.service,
                    token=auth.session_token or None,
                )
            case NetrcAuth():
                return _netrc()
            case OAuth2Auth():
                return self._oauth2(auth, url)
            case InheritAuth() | NoAuth():
                return None

    def _oauth2(self, auth: OAuth2Auth, url: client.URL) -> client.Auth:
        store = self._stores.setdefault(auth, client.MemoryTokenStore())
        shared: OAuth2Options = {
            "client_id": auth.client_id,
            "client_secret": auth.client_secret,
            "scope": auth.scope or None,
            "client_auth": "post" if auth.send_client == "body" else "basic",
            "origins": (url,),
            "store": store,
        }
        if not auth.token_url:
            hint = "it is where the server grants tokens, such as https://login.example/token"
            raise WorkbenchError(Problem("OAuth 2 needs a token URL", "auth.token_url", hint))
        match auth.grant:
            case "client-credentials":
                return client.OAuth2ClientCredentials(auth.token_url, **shared)
            case "password":
                return client.OAuth2Password(
                    auth.token_url, username=auth.username, password=auth.password, **shared
                )
            case "refresh-token":
                return client.OAuth2RefreshToken(
                    auth.token_url, refresh_token=auth.refresh_token, **shared
                )
            case "authorization-code":
                receiver = self._receiver(auth)
                return client.OAuth2AuthorizationCode(
                    auth.authorization_url,
                    auth.token_url,
                    redirect_uri=receiver.redirect_uri,
                    visit=receiver,
                    **shared,
                )
            case "device-code":
                show = self._visiting("a device code").show_code
                return client.OAuth2DeviceCode(auth.device_url, auth.token_url, show=show, **shared)

    def _receiver(self, auth: OAuth2Auth) -> client.LoopbackReceiver:
        """Return what waits for the browser, where the redirect URL says or on any port."""
        open_page = self._visiting("an authorization code").open_page
        if not auth.redirect_url:
            return client.LoopbackReceiver(open_page)
        wanted = client.URL(auth.redirect_url)
        if wanted.scheme != "http" or wanted.host not in {"127.0.0.1", "localhost"}:
            what = f'cannot wait for the browser at "{auth.redirect_url}"'
            hint = "write http://127.0.0.1:PORT/PATH"
            raise WorkbenchError(Problem(what, "auth.redirect_url", hint))
        return client.LoopbackReceiver(open_page, port=wanted.port or 80, path=wanted.path)

    def _visiting(self, what: str) -> Visitor:
        if self._visitor is None:
            hint = "use it in the workbench, or another grant"
            raise WorkbenchError(Problem(f"{what} needs a person with a browser", hint=hint))
        return self._visitor


def _netrc() -> client.Auth:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # others may read it: then it is not used
            return client.NetRCAuth()
    except UserWarning as warning:
        raise WorkbenchError(Problem(str(warning))) from warning
    except FileNotFoundError as error:
        hint = "write one: machine HOST login NAME password WORD"
        raise WorkbenchError(Problem("there is no ~/.netrc", hint=hint)) from error
    except OSError as error:
        what = f"the netrc file cannot be read: {(error.strerror or '').lower()}"
        raise WorkbenchError(Problem(what)) from error
