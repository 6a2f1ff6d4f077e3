"""A request as people copy or write it: a curl command, HTTPie's line, or as on the wire."""

from .curl import CurlRequest, decode_curl, is_curl
from .raw_http import decode_raw_http, is_raw_http
from .request_line import decode_request_line, is_request_line


def is_request_text(text: str) -> bool:
    """Tell whether a text begins like one of these."""
    return is_curl(text) or is_raw_http(text) or is_request_line(text)


def decode_request_text(text: str, base: str = "http://localhost") -> CurlRequest:
    """Return the request that a text is, and what of it a request cannot say.

    A path alone is taken as one behind `base`. Raises WorkbenchError if it is no request.
    """
    if is_raw_http(text):
        return decode_raw_http(text)
    return decode_curl(text) if is_curl(text) else decode_request_line(text, base)
