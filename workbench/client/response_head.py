"""What a response says before its body."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from .cookies import Cookies
from .errors import InvalidURL, RequestError
from .headers import Headers
from .links import parse_links
from .request import Request
from .status_codes import codes
from .timings import Stamps
from .url import URL

if TYPE_CHECKING:
    from .response import Response

EXPLAINED = "https://developer.mozilla.org/en-US/docs/Web/HTTP/Status/"
REDIRECTS = frozenset({301, 302, 303, 307, 308})
KINDS = {
    1: "Informational response",
    3: "Redirect response",
    4: "Client error",
    5: "Server error",
}


class ResponseHead:
    """The status and the fields of a response, the request it answers and the way to it."""

    status_code: int
    headers: Headers
    extensions: dict[str, Any]
    history: list["Response"]
    next_request: Request | None = None
    _request: Request | None
    _cookies: Cookies | None = None
    _elapsed: timedelta | None = None

    @property
    def request(self) -> Request:
        """The request this answers; raises RuntimeError if none was attached."""
        if self._request is None:
            raise RuntimeError("this response has no request")
        return self._request

    @request.setter
    def request(self, request: Request) -> None:
        self._request = request

    @property
    def url(self) -> URL:
        """The URL of the request this answers."""
        return self.request.url

    @property
    def cookies(self) -> Cookies:
        """The cookies this response sets; needs its request."""
        if self._cookies is None:
            self._cookies = Cookies()
            self._cookies.extract_cookies(self)
        return self._cookies

    @property
    def http_version(self) -> str:
        """The protocol as the response states it, such as "HTTP/1.1"."""
        version: bytes = self.extensions.get("http_version", b"HTTP/1.1")
        return version.decode("ascii", "ignore")

    @property
    def reason_phrase(self) -> str:
        """The words behind the status code, as the server sent them, or the registered ones."""
        phrase: bytes | None = self.extensions.get("reason_phrase")
        if phrase is None:
            return codes.get_reason_phrase(self.status_code)
        return phrase.decode("ascii", "ignore")

    @property
    def elapsed(self) -> timedelta:
        """The time from sending the request to the end of the body; needs a closed response."""
        if self._elapsed is not None:
            return self._elapsed
        stamps = self.extensions.get("stamps")
        if not isinstance(stamps, Stamps) or stamps.ended is None:
            raise RuntimeError("elapsed is known once the response has been read or closed")
        return timedelta(seconds=stamps.ended - stamps.started)

    @elapsed.setter
    def elapsed(self, elapsed: timedelta) -> None:
        self._elapsed = elapsed

    @property
    def links(self) -> dict[str, dict[str, str]]:
        """The links of the Link header by their relation, such as "next", or by their URL."""
        return parse_links(self.headers.get("link", ""))

    @property
    def is_informational(self) -> bool:
        """Whether the status is 1xx."""
        return 100 <= self.status_code <= 199

    @property
    def is_success(self) -> bool:
        """Whether the status is 2xx."""
        return 200 <= self.status_code <= 299

    @property
    def is_redirect(self) -> bool:
        """Whether the status is 3xx; see `has_redirect_location` for one that can be followed."""
        return 300 <= self.status_code <= 399

    @property
    def is_client_error(self) -> bool:
        """Whether the status is 4xx."""
        return 400 <= self.status_code <= 499

    @property
    def is_server_error(self) -> bool:
        """Whether the status is 5xx."""
        return 500 <= self.status_code <= 599

    @property
    def is_error(self) -> bool:
        """Whether the status is 4xx or 5xx."""
        return 400 <= self.status_code <= 599

    @property
    def has_redirect_location(self) -> bool:
        """Whether the response asks to be followed elsewhere."""
        return self.status_code in REDIRECTS and "location" in self.headers

    def _status_message(self) -> str:
        """Say what is wrong with the status, in httpx's words; the URLs have no secrets."""
        kind = KINDS.get(self.status_code // 100, "Invalid status code")
        status = f"{self.status_code} {self.reason_phrase}"
        message = f"{kind} '{status}' for url '{self.url.without_secrets()}'\n"
        if self.has_redirect_location:
            message += f"Redirect location: '{shown_location(self.headers['location'])}'\n"
        return f"{message}For more information check: {EXPLAINED}{self.status_code}"

    def _blame(self, error: RequestError) -> None:
        if self._request is not None:
            error.request = self._request


def shown_location(location: str) -> str:
    """Return a Location as an error message may show it."""
    try:
        return URL(location).without_secrets()
    except InvalidURL:
        return "not a valid URL"
