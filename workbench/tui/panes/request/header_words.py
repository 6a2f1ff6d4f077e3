"""Names of request headers, and values that fit them (the IANA registry, and what is usual)."""

import re

from workbench.model import Row

_TYPES = (
    "application/json", "application/xml", "application/x-www-form-urlencoded",
    "application/octet-stream", "application/problem+json", "application/x-ndjson",
    "multipart/form-data", "text/plain; charset=utf-8", "text/html", "text/csv", "text/xml",
)  # fmt: skip
_CACHE = ("no-cache", "no-store", "max-age=0", "only-if-cached", "no-transform")

HEADERS: dict[str, tuple[str, ...]] = {
    "Accept": ("application/json", "*/*", "text/html", "text/event-stream", "application/xml",
               "application/x-ndjson", "text/plain", "image/*"),
    "Accept-Encoding": ("gzip", "identity", "gzip, deflate, br, zstd", "br"),
    "Accept-Language": ("en", "en-US,en;q=0.9", "de", "fr", "*"),
    "Authorization": ("Bearer {{token}}", "Basic {{credentials}}"),
    "Cache-Control": _CACHE,
    "Connection": ("keep-alive", "close"),
    "Content-Disposition": ("inline", 'attachment; filename=""'),
    "Content-Encoding": ("gzip", "deflate", "br", "identity"),
    "Content-Language": ("en", "de", "fr"),
    "Content-Type": _TYPES,
    "Cookie": ("name={{value}}",),
    "DNT": ("1", "0"),
    "Date": ("{{now()}}",),
    "Expect": ("100-continue",),
    "Forwarded": ("for=192.0.2.1",),
    "From": ("ada@example.com",),
    "Host": (),
    "Idempotency-Key": ("{{uuid()}}",),
    "If-Match": ("*", '""'),
    "If-Modified-Since": (),
    "If-None-Match": ("*", '""'),
    "If-Range": (),
    "If-Unmodified-Since": (),
    "Last-Event-ID": (),
    "Link": (),
    "Max-Forwards": ("10",),
    "Origin": ("{{base_url}}", "null"),
    "Pragma": ("no-cache",),
    "Prefer": ("return=minimal", "return=representation", "respond-async", "wait=10"),
    "Priority": ("u=1", "u=3, i"),
    "Proxy-Authorization": ("Basic {{credentials}}",),
    "Range": ("bytes=0-1023", "bytes=-500"),
    "Referer": ("{{base_url}}/",),
    "Sec-Fetch-Mode": ("cors", "navigate", "no-cors", "same-origin"),
    "Sec-Fetch-Site": ("cross-site", "same-origin", "same-site", "none"),
    "TE": ("trailers",),
    "Traceparent": (),
    "Transfer-Encoding": ("chunked",),
    "Upgrade": ("websocket", "h2c"),
    "Upgrade-Insecure-Requests": ("1",),
    "User-Agent": ("workbench", "curl/8.10.1", "Mozilla/5.0"),
    "X-CSRF-Token": ("{{csrf_token}}",),
    "X-Forwarded-For": ("192.0.2.1",),
    "X-Forwarded-Host": (),
    "X-Forwarded-Proto": ("https", "http"),
    "X-HTTP-Method-Override": ("PUT", "PATCH", "DELETE"),
    "X-Request-ID": ("{{uuid()}}",),
    "X-Requested-With": ("XMLHttpRequest",),
}  # fmt: skip

PART_TYPES = (*_TYPES, "application/pdf", "image/png", "image/jpeg", "image/svg+xml")
VALUES = {name.lower(): values for name, values in HEADERS.items()}

_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_LINE_END = re.compile(r"[\r\n\0]")


def header_fault(row: Row) -> str:
    """Return why a header cannot be sent as it is written, or nothing (RFC 9110, 5.1)."""
    if not _NAME.fullmatch(row.name):
        return "no header name"
    return "a line break in the value" if _LINE_END.search(row.value) else ""
