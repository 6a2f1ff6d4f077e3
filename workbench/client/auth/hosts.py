"""Credentials for some hosts only, whatever a client is asked to send."""

from collections.abc import Generator, Mapping

from workbench.client.mounts import Mounts
from workbench.client.request import Request
from workbench.client.response import Response
from workbench.client.url import URL

from .base import Auth, NoAuth
from .basic import BasicAuth

NONE = NoAuth()


class HostAuth(Auth):
    """Credentials by URL pattern, so that a client has them for each of its servers.

    The patterns are those of `mounts`: "https://api.example.org", "all://*.example.org",
    "http://127.0.0.1:8000"; the most specific one counts. A URL that fits none gets no
    credentials, nor does one that only a redirect from another origin leads to. The same
    object may stand under several patterns. A pair is a user name and a password.
    """

    def __init__(self, hosts: Mapping[str, Auth | tuple[str | bytes, str | bytes]]) -> None:
        self._hosts: Mounts[Auth] = Mounts(
            {
                pattern: auth if isinstance(auth, Auth) else BasicAuth(*auth)
                for pattern, auth in hosts.items()
            }
        )

    def for_url(self, url: URL) -> Auth:
        """Return the credentials for a URL, such as send nothing if it has none."""
        return self._hosts.find(url, NONE).for_url(url)

    def auth_flow(self, request: Request) -> Generator[Request, Response, None]:
        """Run the flow of the credentials for the request's URL."""
        yield from self.for_url(request.url).auth_flow(request)
