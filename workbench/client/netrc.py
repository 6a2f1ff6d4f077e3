"""Credentials from a .netrc file. Read once, when it is named; nothing reads it by itself."""

import stat
from collections.abc import Generator
from pathlib import Path
from warnings import warn

from .auth import Auth, BasicAuth
from .request import Request
from .response import Response
from .url import URL

Login = tuple[str, str]


class NetRCAuth(Auth):
    """User names and passwords by host, from ~/.netrc or another file of its format.

    An entry `machine host:port` holds for that port, one without a port for every other
    port of the host; `default` for hosts without an entry. A user name in the URL must
    be the entry's, and a URL with a password of its own keeps it. Nothing is looked up
    for where a redirect leads. Raises OSError if the file cannot be read, ValueError if
    it is no netrc file; warns if others may read it.
    """

    def __init__(self, file: str | Path | None = None) -> None:
        path = Path.home() / ".netrc" if file is None else Path(file)
        self._logins = read_netrc(path)

    def auth_flow(self, request: Request) -> Generator[Request, Response, None]:
        """Send with the credentials of the request's host, if there are any."""
        login = self._login(request.url)
        if login is None:
            yield request
        else:
            yield from BasicAuth(*login).auth_flow(request)

    def _login(self, url: URL) -> Login | None:
        if url.password:
            return url.username, url.password
        _, host, port = url.origin
        for name in (f"{host}:{port}", host, "default"):
            found = self._logins.get(name)
            if found is not None:
                user, password = found
                matches = url.username in {"", user}
                return found if password and matches else None
        return None


def read_netrc(path: Path) -> dict[str, Login]:
    """Return the user names and passwords of a file, by machine in lower case."""
    from netrc import NetrcParseError, netrc

    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & 0o077:
        warn(f"{path} holds passwords and its mode is {mode:04o}; make it 0600", stacklevel=3)
    try:
        hosts = netrc(str(path)).hosts
    except (NetrcParseError, UnicodeDecodeError) as error:
        # Its message quotes the file, which may be a password.
        line = getattr(error, "lineno", None)
        raise ValueError(f"{path}: line {line or '?'} is not as a netrc file has it") from None
    return {
        machine.lower(): (login or "", password or "")
        for machine, (login, _, password) in hosts.items()
    }
