"""What httpx 0.28.1 lets its callers write: every parameter of what has one, as data.

In front of "*" stand those that may be given by position, in their order.
"""

BODY = "content data files json"
CALL = "params headers cookies auth proxy follow_redirects verify timeout trust_env"
SEND = "params headers cookies auth follow_redirects timeout extensions"
CLIENT = (
    "* auth params headers cookies verify cert trust_env http1 http2 proxy mounts timeout "
    "follow_redirects limits max_redirects event_hooks base_url transport default_encoding"
)
METHODS = {
    "build_request": f"method url * {BODY} params headers cookies timeout extensions",
    "request": f"method url * {BODY} {SEND}",
    "stream": f"method url * {BODY} {SEND}",
    "send": "request * stream auth follow_redirects",
    "get": f"url * {SEND}",
    "options": f"url * {SEND}",
    "head": f"url * {SEND}",
    "post": f"url * {BODY} {SEND}",
    "put": f"url * {BODY} {SEND}",
    "patch": f"url * {BODY} {SEND}",
    "delete": f"url * {SEND}",
}
SIGNATURES = {
    "request": f"method url * {BODY} {CALL}",
    "stream": f"method url * {BODY} {CALL}",
    "get": f"url * {CALL}",
    "options": f"url * {CALL}",
    "head": f"url * {CALL}",
    "post": f"url * {BODY} {CALL}",
    "put": f"url * {BODY} {CALL}",
    "patch": f"url * {BODY} {CALL}",
    "delete": f"url * {CALL}",
    "Client": CLIENT,
    "AsyncClient": CLIENT,
    **{f"Client.{name}": text for name, text in METHODS.items()},
    **{f"AsyncClient.{name}": text for name, text in METHODS.items()},
    "ASGITransport": "app raise_app_exceptions root_path client *",
    "WSGITransport": "app raise_app_exceptions script_name remote_addr wsgi_errors *",
    "MockTransport": "handler *",
}
